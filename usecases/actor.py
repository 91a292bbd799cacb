"""Who does something: every use case that changes a workspace is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jobs.errors import ExpectedError


class Role(StrEnum):
    """What somebody may do; each role may do all that the ones before it may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    MANAGER = "manager"
    ADMIN = "admin"


class NotAllowed(ExpectedError):  # noqa: N818 - the name is the message
    """The actor's role does not allow what was asked for; nothing was done."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a service; name: as it stands in reviews and audit tables."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the actor may do what that role may.

        >>> Actor("Eve", Role.REVIEWER).may(Role.VIEWER), Actor("Eve", Role.VIEWER).may(Role.ADMIN)
        (True, False)
        """
        order = list(Role)
        return order.index(self.role) >= order.index(role)

    def require(self, role: Role, deed: str) -> None:
        """Raise NotAllowed unless the actor may do what that role may.

        >>> Actor("Eve", Role.REVIEWER).require(Role.MANAGER, "write to a help desk")
        Traceback (most recent call last):
            ...
        usecases.actor.NotAllowed: Only a manager may write to a help desk; Eve is a reviewer.
        """
        if not self.may(role):
            raise NotAllowed(f"Only a {role} may {deed}; {self.name} is a {self.role}.")


CHANGE_CASE: Final = "change the business case"
# On a machine of one's own, whoever sits before it owns everything.
LOCAL_OWNER: Final = Actor("owner", Role.ADMIN)
