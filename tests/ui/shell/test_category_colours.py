"""A category has one colour, whatever else is on the screen."""

from __future__ import annotations

from routing.taxonomy import UNKNOWN
from ui.shell.category_colours import by_place, named
from ui.shell.charts import axis_label, matrix
from ui.shell.theme import Colours

SHADES = Colours(
    "#111111", "#777777", "#EEEEEE", "#FFFFFF", ("#AA0000", "#00AA00"), ("#FFFFFF", "#AA0000"), {}
)


def test_a_colour_goes_by_the_place_in_the_taxonomy():
    found = by_place(("Billing", "Delivery", "Returns"), SHADES)
    assert [found[name] for name in ("Billing", "Delivery", "Returns")] == [
        "#AA0000", "#00AA00", "#AA0000",
    ]  # fmt: skip


def test_unknown_is_grey():
    assert by_place(("Billing",), SHADES)[UNKNOWN] == SHADES.muted


def test_what_a_category_is_called_stays_text():
    assert "&lt;b&gt;" in named("<b>", "#AA0000")
    assert "&lt;b&gt;" in axis_label("<b>", "#AA0000")


def test_a_matrix_shows_each_category_in_its_colour_and_a_strange_one_in_grey():
    labels = ["Billing", "<b>"]
    figure = matrix(
        labels, [[1, 0], [0, 1]], ("A", "B"), SHADES, {"Billing": "#AA0000"}, shares=True
    )
    first, second = figure.layout.yaxis.ticktext
    assert "color:#AA0000" in first
    assert SHADES.muted in second
    assert "&lt;b&gt;" in second
