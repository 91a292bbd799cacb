"""`python -m service`: the door to `cli.service.commands`."""

from __future__ import annotations

import sys

from cli.door import opened


def main(arguments: list[str] | None = None) -> int:
    """The exit code of the command; arguments: those of the process where None."""
    return opened("service.commands", arguments)


if __name__ == "__main__":
    sys.exit(main())
