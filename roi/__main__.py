"""`python -m roi`: the door to `cli.roi`."""

from __future__ import annotations

import sys

from cli.door import opened

if __name__ == "__main__":
    sys.exit(opened("roi"))
