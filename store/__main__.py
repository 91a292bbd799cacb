"""`python -m store`: the door to `cli.store`."""

from __future__ import annotations

import sys

from cli.door import opened

if __name__ == "__main__":
    sys.exit(opened("store"))
