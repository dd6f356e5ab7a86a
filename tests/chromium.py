"""The browser of the tests: the one bin/test has found, or one that is on the path."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def executable() -> str | None:
    """Its path; None leaves the choice to Playwright."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("REKINDLE_CHROMIUM") or next((path for path in found if path), None)
