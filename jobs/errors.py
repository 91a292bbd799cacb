"""The base of all errors whose text is meant for a user."""

from __future__ import annotations

from typing import ClassVar


class ExpectedError(Exception):
    """Something that can happen; its text is one plain sentence fit to be shown as it stands.

    code: what programs tell it by; it stays the same while the sentence gets better words.
    """

    code: ClassVar[str] = "refused"
