"""What goes on between the engine and a provider, as its cards say it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from jobs import Traffic
from ui.shell.traffic import by_kind


def drawn() -> None:
    """The script of a screen that shows traffic at half its limit."""
    from jobs import Traffic  # noqa: PLC0415 - AppTest runs the source of this function alone
    from ui.shell.traffic import show  # noqa: PLC0415

    show(Traffic(requests_per_minute=60, requests_limit=120, requests=200, errors={"time-out": 3}))


def test_the_kinds_beyond_the_most_frequent_are_counted_together():
    assert by_kind({"a": 5, "b": 3, "c": 2, "d": 1}, most=2) == "a 5, b 3, others 3"


def test_the_limit_used_is_never_more_than_all_of_it():
    assert Traffic(requests_per_minute=150, requests_limit=120).limit_used == 1.0
    assert Traffic(requests_per_minute=150).limit_used is None


def test_the_cards_say_the_rate_against_the_limit_and_what_failed():
    app = AppTest.from_function(drawn).run()
    assert not app.exception
    shown = {card.label: card.value for card in app.metric}
    assert (shown["Requests a minute"], shown["Failed, asked again"]) == ("60", "3")
    notes = [each.value.replace("\\", "") for each in app.caption]
    assert "of 120 allowed (50\u202f%)" in notes
    assert "of 203 requests" in notes
    assert "Failed: time-out 3." in notes
