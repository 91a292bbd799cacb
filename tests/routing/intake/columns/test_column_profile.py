"""What the values of a column look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.columns.column_profile import profile

KINDS = {
    "dates": ["2024-01-05", "05.01.2024 10:00", "Tue Oct 31 22:10:47 +0000 2017", "2024年1月5日"],
    "numbers": ["12", "3.5", "1,000", "90 min", "12 %"],
    "keys": ["T-123", "INC0001", "#77", "42", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
    "emails": ["ann@example.com", "<bob@example.org>"],
    "links": ["https://example.com/a?b=c", "www.example.com"],
    "persons": ["Ana P.", "Silva, Ana", "Dr. Eva Meyer", "Frau Meyer"],
    "yes_no": ["yes", "No", "TRUE", "Ja", "Não", "はい", "0"],
    "priority": ["High", "low", "Média", "Hoch", "緊急", "P1"],
    "status": ["Open", "gesloten", "Resolvido", "完了", "In Progress"],
    "channel": ["E-Mail", "phone", "Telefon", "Chat", "電話"],
    "language": ["en", "pt-BR", "Deutsch", "zh_CN"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_known_for_what_they_are(kind: str):
    assert getattr(profile(KINDS[kind]), kind) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_are_none_of_these(kind: str):
    texts = ["I cannot open the door", "The invoice of May is wrong", "Please call me back soon"]
    assert getattr(profile(texts), kind) == 0


@given(st.lists(st.text(max_size=12), max_size=20))
def test_all_shares_are_between_none_and_all(values: list[str]):
    seen = profile(values)
    shares = [getattr(seen, name) for name in ("filled", "variety", *KINDS)]
    assert all(0 <= share <= 1 for share in shares)
    assert seen.distinct <= seen.count <= len(values)


def test_four_letters_without_spaces_are_a_word():
    assert profile(["ログインできません"]).words == 3
