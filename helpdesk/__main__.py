"""`python -m helpdesk`: the door to `cli.helpdesk`."""

from __future__ import annotations

import sys

from cli.door import opened

if __name__ == "__main__":
    sys.exit(opened("helpdesk"))
