"""`python -m service`: the door to `cli.service`."""

from __future__ import annotations

import sys

from cli.service import main

if __name__ == "__main__":
    sys.exit(main())
