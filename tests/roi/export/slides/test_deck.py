"""A slide has a title, notes, a number and a footer; no text is larger than its box."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pptx.util import Inches

from roi.export.slides.deck import HEIGHT, WIDTH, Box, fitting, rgb
from tests.roi.export.slides.conftest import deck_of

BOX = Box(1, 1, 4, 2)
words = st.text(st.characters(whitelist_categories=("L",)), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=40).map(" ".join)


def _texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_the_slides_are_wide_and_carry_the_company(deck):
    assert deck.presentation.slide_width == Inches(WIDTH)
    assert deck.presentation.slide_height == Inches(HEIGHT)
    assert deck.presentation.core_properties.title == "Brightside"


def test_a_slide_has_its_message_its_notes_its_footer_and_its_number(deck):
    deck.slide("One", "Say this.")
    second = deck.slide("Two", "Say that.", "small print")
    assert second.shapes.title.text == "Two"
    assert second.notes_slide.notes_text_frame.text == "Say that."
    assert {"small print", "Brightside · Expected", "2"} <= set(_texts(second))


def test_a_case_on_assumptions_is_stamped_on_every_slide(assumed):
    slide = deck_of(assumed).slide("One", "Say this.")
    assert any(text.startswith("Assumptions only") for text in _texts(slide))


def test_a_figure_on_a_card_is_made_smaller_rather_than_broken(deck):
    slide = deck.slide("One", "Say this.")
    deck.card(slide, Box(1, 1, 2, 1.7), ("Saved a year", "$1,234,567,890,123", "bad case $1"))
    shape = next(s for s in slide.shapes if s.has_text_frame and "890" in s.text_frame.text)
    run = shape.text_frame.paragraphs[0].runs[0]
    assert run.font.size.pt < 15
    assert run.font.bold


@given(texts, texts)
def test_more_text_is_never_larger(text: str, more: str):
    assert fitting([f"{text} {more}"], BOX, 28) <= fitting([text], BOX, 28)


@given(texts)
def test_a_larger_box_never_makes_text_smaller(text: str):
    assert fitting([text], BOX, 28) <= fitting([text], Box(0, 0, 8, 4), 28) <= 28


def test_text_that_fits_nowhere_is_as_small_as_it_may_be():
    assert fitting(["word " * 5000], BOX, 28, smallest=9) == 9


def test_a_colour_is_read_from_its_six_digits():
    assert str(rgb("#155a4e")) == "155A4E"
