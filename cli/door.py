"""The door of every command: what the machine has no memory for ends with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from routing.errors import lacks_memory

TOO_LITTLE: Final = (
    "There is too little memory for this command. Close other programs, or let it have more "
    "(ulimit -v), and try again."
)


def opened(name: str, arguments: list[str] | None) -> int:
    """The exit code of the command line that stands in `cli.NAME`."""
    return guarded(lambda: int(import_module(f"cli.{name}").main(arguments)))


def guarded(command: Callable[[], int]) -> int:
    """The exit code of a command; 2 and one sentence where the memory does not suffice."""
    try:
        return command()
    except Exception as error:
        if not lacks_memory(error):
            raise
    sys.stderr.write(f"{TOO_LITTLE}\n")
    return 2
