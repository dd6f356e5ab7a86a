"""`python -m rekindle.catalogue [--json]`."""

import sys

from .command import check_content

sys.exit(check_content("--json" in sys.argv[1:], sys.stdout, sys.stderr))
