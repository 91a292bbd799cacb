"""`python -m roi`: the door to `cli.roi`."""

from __future__ import annotations

import sys

from cli.roi import main

if __name__ == "__main__":
    sys.exit(main())
