"""`python -m routing`: the door to `cli.routing`."""

from __future__ import annotations

import sys

from cli.door import opened

if __name__ == "__main__":
    sys.exit(opened("routing"))
