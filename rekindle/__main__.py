"""`python -m rekindle` is `rekindle`."""

import sys

from rekindle.cli import main

sys.exit(main())
