"""Who does something: every use case that changes a workspace is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do; each role may do all that the ones before it may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a service; name: as it stands in reviews and audit tables."""

    name: str
    role: Role


# On a machine of one's own, whoever sits before it owns everything.
LOCAL_OWNER: Final = Actor("owner", Role.ADMIN)
