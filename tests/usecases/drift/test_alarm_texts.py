"""An alarm is told in words, with its size in the unit that it has."""

from __future__ import annotations

import pytest

from routing.evaluation.drift.alarm import Alarm, Effect, Kind, Since, Size
from routing.evaluation.drift.change_point import ACCURACY, SHARE
from usecases.drift.alarm_texts import headline, lines, size


def alarm(unit: str, *figures: float, explains: tuple[Effect, ...] = ()) -> Alarm:
    found = Size(unit, *figures)
    return Alarm(1, Kind.CATEGORY_SHARE, ("Refund",), 0, 1, Since(0, 1), found, (), explains)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_with_and_without_a_subject(kind: Kind):
    plain = headline(Effect(kind, ()))
    assert plain
    assert ":" not in plain
    assert headline(Effect(kind, ("Login", "Fraud"))) == f"{plain}: Login, Fraud"


@pytest.mark.parametrize("unit", [SHARE, ACCURACY])
def test_shares_are_told_in_percent(unit: str):
    assert size(alarm(unit, 0.05, 0.2, 0.1, 0.3)) == (
        f"{unit}: 5.0\u202f% in the reference, now 20.0\u202f% (10.0\u202f% to 30.0\u202f%)"
    )


def test_numbers_are_told_as_numbers():
    assert size(alarm("tickets a day", 100, 1_250, 900, 1_600)) == (
        "tickets a day: 100 in the reference, now 1,250 (900 to 1,600)"
    )


def test_what_it_explains_stands_under_it():
    found = alarm(SHARE, 0.05, 0.2, 0.1, 0.3, explains=(Effect(Kind.LANGUAGE, ("German",)),))
    first, second = lines(found)
    assert first == size(found)
    assert second == "also: Another language: German"
