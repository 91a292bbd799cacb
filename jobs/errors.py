"""The base of all errors whose text is meant for a user."""

from __future__ import annotations


class ExpectedError(Exception):
    """Something that can happen; its text is one plain sentence fit to be shown as it stands."""
