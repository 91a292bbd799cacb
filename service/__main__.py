"""`python -m service`: the door to `cli.service`."""

from __future__ import annotations

import sys

from cli.door import opened

if __name__ == "__main__":
    sys.exit(opened("service"))
