"""`python -m helpdesk`: the door to `cli.helpdesk`."""

from __future__ import annotations

import sys

from cli.helpdesk import main

if __name__ == "__main__":
    sys.exit(main())
