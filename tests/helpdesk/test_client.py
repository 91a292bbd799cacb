"""What a desk tells a person."""

from __future__ import annotations

from datetime import UTC, datetime

from helpdesk.client import Notice


def test_a_notice_without_an_end_is_its_text_alone():
    assert Notice("Zendesk is slow.").in_words == "Zendesk is slow."
    until = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
    assert Notice("Wait.", until).in_words == "Wait. Until 04:05:06 UTC."
