"""`python -m routing`: the door to `cli.routing`."""

from __future__ import annotations

import sys

from cli.routing import main

if __name__ == "__main__":
    sys.exit(main())
