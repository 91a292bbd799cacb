"""Which role a signed-in person has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobs.errors import ExpectedError
from usecases.actor import Actor, Role

EVERYBODY = "*"


class UnknownRole(ExpectedError):  # noqa: N818 - the name is the message
    """The setting names a role there is none of."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles by address; who is not named views.

    by_address: an e-mail address, a domain as `@acme.com`, or `*` for everybody who signs in.
    """

    by_address: Mapping[str, Role] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Roles:
        """Roles from a setting such as `admin=ann@acme.com; reviewer=@acme.com, bob@x.org`.

        Raises UnknownRole where it names another role than viewer, reviewer, manager and admin.

        >>> Roles.read("manager=Ann@acme.com; reviewer=@acme.com").of("ann@ACME.com").value
        'manager'
        """
        found: dict[str, Role] = {}
        for part in filter(None, (each.strip() for each in text.split(";"))):
            name, _, addresses = part.partition("=")
            try:
                role = Role(name.strip().lower())
            except ValueError as problem:
                known = ", ".join(Role)
                raise UnknownRole(
                    f'ROUTECASE_ROLES names the role "{name.strip()}"; there are {known}.'
                ) from problem
            for address in addresses.split(","):
                if address.strip():
                    found[address.strip().casefold()] = role
        return cls(found)

    def of(self, email: str) -> Role:
        """The role of an address: its own, that of its domain, that of everybody, else viewer.

        >>> Roles.read("admin=@acme.com").of("eve@evil.com@acme.com.org").value
        'viewer'
        """
        address = email.strip().casefold()
        domain = f"@{address.rpartition('@')[2]}"
        for place in (address, domain, EVERYBODY):
            if place in self.by_address:
                return self.by_address[place]
        return Role.VIEWER


def signed_in(claims: Mapping[str, object], roles: Roles) -> Actor:
    """The actor that a sign-in says somebody is.

    claims: of the identity token. The address counts only where its issuer has verified it; the
    name in records is the address, for names are not unique.

    >>> signed_in({"email": "Ann@acme.com", "email_verified": True}, Roles.read("admin=@acme.com"))
    Actor(name='ann@acme.com', role=<Role.ADMIN: 'admin'>)
    >>> signed_in({"email": "ann@acme.com", "email_verified": False}, Roles.read("admin=*")).role
    <Role.VIEWER: 'viewer'>
    """
    email = str(claims.get("email") or "").strip().casefold()
    # Some issuers leave the claim out; one that says no means it.
    if email and claims.get("email_verified") in (True, "true", None):
        return Actor(email, roles.of(email))
    return Actor(email or str(claims.get("sub") or "somebody"), Role.VIEWER)
