"""The colour of a prospect's brand, read from the logo and kept readable on white."""

from __future__ import annotations

import colorsys
import io
from collections import Counter
from typing import Final

from PIL import Image, UnidentifiedImageError

SIDE: Final = 48
STEPS: Final = 24  # colours nearer than this are one
MIN_CONTRAST: Final = 4.5
GREY_BELOW: Final = 0.18
RGB = tuple[int, int, int]


def logo_colour(logo: bytes) -> str | None:
    """The most frequent colour of a picture that is neither grey nor white, as "#rrggbb".

    None where the picture has none, or cannot be read.
    """
    try:
        picture = Image.open(io.BytesIO(logo)).convert("RGBA").resize((SIDE, SIDE))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    seen = Counter(
        (red // STEPS, green // STEPS, blue // STEPS)
        for red, green, blue, opaque in zip(*[iter(picture.tobytes())] * 4, strict=True)
        if opaque > 128 and _is_coloured(red, green, blue)  # noqa: PLR2004 - half transparent
    )
    if not seen:
        return None
    (red, green, blue), _ = seen.most_common(1)[0]
    half = STEPS // 2
    return readable((red * STEPS + half, green * STEPS + half, blue * STEPS + half))


def readable(colour: RGB) -> str:
    """The colour, as dark as white words on it need (WCAG 2.2 AA, 4.5 to 1).

    >>> readable((255, 220, 0)), readable((10, 60, 120))
    ('#847300', '#0a3c78')
    """
    red, green, blue = colour
    while contrast_with_white((red, green, blue)) < MIN_CONTRAST:
        red, green, blue = (round(part * 0.96) for part in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def contrast_with_white(colour: RGB) -> float:
    """The ratio of luminances, 1 to 21, by WCAG 2.2.

    >>> round(contrast_with_white((0, 0, 0)), 1), contrast_with_white((255, 255, 255))
    (21.0, 1.0)
    """
    red, green, blue = (_linear(part / 255) for part in colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _is_coloured(red: int, green: int, blue: int) -> bool:
    _, light, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    return saturation > GREY_BELOW and 0.08 < light < 0.93  # noqa: PLR2004 - nearly black or white
