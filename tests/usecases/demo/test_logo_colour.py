"""The colour of a logo: the one it is mostly made of, dark enough for white words."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from usecases.demo.logo_colour import MIN_CONTRAST, contrast_with_white, logo_colour, readable

PART = st.integers(0, 255)


def picture(*colours: tuple[int, int, int]) -> bytes:
    """Stripes of these colours on white."""
    made, out = Image.new("RGB", (60, 60), "white"), io.BytesIO()
    for place, colour in enumerate(colours):
        made.paste(colour, (0, 10 * place, 60, 10 * place + 10))
    made.save(out, "PNG")
    return out.getvalue()


def test_white_and_grey_are_no_brand():
    assert logo_colour(picture((128, 128, 128))) is None


def test_the_most_frequent_colour_counts():
    found = logo_colour(picture((20, 40, 160), (20, 40, 160), (200, 20, 20)))
    red, blue = int(found[1:3], 16), int(found[5:7], 16)
    assert blue > red


def test_what_is_no_picture_has_no_colour():
    assert logo_colour(b"\x89PNG\r\n\x1a\n broken") is None


@given(st.tuples(PART, PART, PART))
def test_white_words_can_be_read_on_it(colour):
    shade = readable(colour)
    parts = tuple(int(shade[at : at + 2], 16) for at in (1, 3, 5))
    assert contrast_with_white(parts) >= MIN_CONTRAST
