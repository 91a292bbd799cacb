"""`python -m service.bulk INPUT OUTPUT --profile P.profile`."""

from __future__ import annotations

import sys

from cli.service.bulk import main

if __name__ == "__main__":
    sys.exit(main())
