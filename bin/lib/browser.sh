# Sourced by bin/test: the system's Chromium, else Debian's package, else Playwright's own download.

browser_path() {
  for name in "${REKINDLE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -n "$name" ] && command -v "$name" 2>/dev/null && return 0
  done
  return 1
}

find_browser() {
  browser_path && return 0
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    printf 'Installing Chromium for the browser tests...\n' >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 || true
    browser_path && return 0
  fi
  .venv/bin/python -m playwright install chromium >&2 || true
  .venv/bin/python -c 'import pathlib; from playwright.sync_api import sync_playwright as start
with start() as p: path = p.chromium.executable_path; assert pathlib.Path(path).exists(); print(path)' 2>/dev/null ||
    fail 'The browser tests need Chromium. Install it (Debian: apt install chromium; macOS: brew install chromium), then run this again.'
}
