"""Who calls a command, for every use case that changes something."""

from __future__ import annotations

import getpass
from contextlib import suppress
from dataclasses import replace

from usecases.actor import LOCAL_OWNER, Actor


def actor() -> Actor:
    """The person at this machine, by name for the audit tables."""
    with suppress(OSError, KeyError, ImportError):
        return replace(LOCAL_OWNER, name=getpass.getuser())
    return LOCAL_OWNER
