"""Roles by address: the nearest rule counts, and who is not named only views."""

from __future__ import annotations

import pytest

from usecases.actor import Role
from usecases.roles import Roles, UnknownRole, signed_in

ROLES = Roles.read("admin=Ann@acme.com; manager = @acme.com ;reviewer=bob@acme.com, *")


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("ann@acme.com", Role.ADMIN),
        (" ANN@ACME.COM ", Role.ADMIN),
        ("cat@acme.com", Role.MANAGER),
        ("bob@acme.com", Role.REVIEWER),
        ("eve@evil.com", Role.REVIEWER),
        ("ann@acme.com@evil.com", Role.REVIEWER),
        ("ann@sub.acme.com", Role.REVIEWER),
    ],
)
def test_an_address_counts_before_its_domain_and_that_before_everybody(email, role):
    assert ROLES.of(email) is role


def test_without_rules_everybody_views():
    assert Roles.read("").of("ann@acme.com") is Role.VIEWER


def test_a_role_there_is_none_of_is_named():
    with pytest.raises(UnknownRole, match='the role "boss"; there are viewer, reviewer'):
        Roles.read("boss=ann@acme.com")


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ann@acme.com", "email_verified": False},
        {"email": "ann@acme.com", "email_verified": "false"},
        {"preferred_username": "ann@acme.com", "sub": "7"},
        {"name": "ann@acme.com"},
        {},
    ],
)
def test_what_nobody_has_verified_gives_no_right(claims):
    assert signed_in(claims, ROLES).role is Role.VIEWER


def test_the_name_in_records_is_the_verified_address():
    who = signed_in({"email": "Ann@acme.com", "email_verified": True, "name": "Eve"}, ROLES)
    assert (who.name, who.role) == ("ann@acme.com", Role.ADMIN)
