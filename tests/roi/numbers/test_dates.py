"""A date names its month in letters."""

from datetime import datetime

from roi.numbers import day, moment, month
from roi.numbers.locale import written_for

AT = datetime(2026, 11, 9, 8, 5)  # noqa: DTZ001 - a moment as the workspace keeps it


def test_days_months_and_moments():
    assert (day(AT), month(AT), moment(AT)) == ("9 Nov 2026", "Nov 2026", "9 Nov 2026 08:05")


def test_they_are_written_for_their_reader():
    with written_for("pt-BR"):
        assert day(AT) == "9 de nov. de 2026"
