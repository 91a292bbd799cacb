"""A ticket as a router reads it."""

from __future__ import annotations

import pytest

from routing.ticket import Ticket


@pytest.mark.parametrize(
    ("subject", "body", "text"),
    [("Late", "My parcel", "Late\nMy parcel"), ("", "My parcel", "My parcel"), ("Late", "", "Late"),
     ("", "", ""), (" Late ", "\n", "Late")],
)  # fmt: skip
def test_subject_and_body_are_one_text_without_an_empty_line(subject, body, text):
    assert Ticket(1, "T-1", subject, body).text == text
