"""A deck of slides, and the few shapes that they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from roi.export.report import Report
from roi.export.wording import stamps

WIDTH, HEIGHT = 13.333, 7.5  # inches, the shape of a screen
MARGIN: Final = 0.6
INNER: Final = WIDTH - 2 * MARGIN
TITLE_ONLY: Final = 5
GREY: Final = "#55606b"
INK: Final = "#1d232a"
TEXT: Final = "Arial"
# An average character is about half as wide as its font is high; some room for wide ones.
WIDE_CHARACTER: Final = 0.56
BOLD_CHARACTER: Final = 0.64
POINTS_AN_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Inches, Inches, Inches, Inches]:
        """The place in the units of the file."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True, slots=True)
class Deck:
    """An open presentation; python-pptx has no types of its own, hence Any."""

    presentation: Any
    report: Report

    @classmethod
    def open(cls, presentation: Any, report: Report) -> Deck:
        """A deck of wide slides from an empty presentation."""
        presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
        properties = presentation.core_properties
        properties.title, properties.author = report.company, "RouteCase"
        return cls(presentation, report)

    def slide(self, title: str, notes: str, small: str = "") -> Any:
        """A new slide: one message as its title, speaker's notes, a line of small print."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])
        box = Box(MARGIN, 0.4, INNER, 1.0)
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = box.emu
        write(
            place.text_frame,
            [title],
            fitting([title], box, 28),
            colour=self.report.brand.colour,
            bold=True,
        )
        slide.notes_slide.notes_text_frame.text = notes
        small = " ".join([*stamps(self.report.business)[:1], small]).strip()
        if small:
            self.text(slide, Box(MARGIN, 6.5, INNER, 0.4), [small], 12, colour=GREY)
        footer = f"{self.report.company} · {self.report.scenario.name}"
        self.text(slide, Box(MARGIN, 6.98, INNER - 0.8, 0.35), [footer], 10, colour=GREY)
        number = str(len(self.presentation.slides))
        self.text(
            slide, Box(WIDTH - MARGIN - 0.8, 6.98, 0.8, 0.35), [number], 10, colour=GREY, right=True
        )
        return slide

    def text(
        self, slide: Any, box: Box, lines: Sequence[str], size: float,
        *, colour: str = INK, bold: bool = False, right: bool = False,
    ) -> None:  # fmt: skip
        """Lines of text in a box, smaller where they would not fit."""
        shape = slide.shapes.add_textbox(*box.emu)
        write(shape.text_frame, lines, fitting(lines, box, size), colour=colour, bold=bold)
        if right:
            for paragraph in shape.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.RIGHT

    def card(self, slide: Any, box: Box, lines: tuple[str, str, str]) -> None:
        """A headline figure on a pale ground with a bar of colour."""
        ground = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
        fill(ground, "#eef2f5")
        bar = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *Box(box.left, box.top, 0.07, box.height).emu
        )
        fill(bar, self.report.brand.colour)
        inner = Box(box.left + 0.15, box.top + 0.1, box.width - 0.25, 0.35)
        self.text(slide, inner, [lines[0]], 13, colour=GREY)
        figure = Box(inner.left, box.top + 0.42, inner.width, 0.6)
        # A figure must not break: in a box as high as one line, only a smaller font helps.
        size = min(28.0, inner.width * POINTS_AN_INCH / (max(1, len(lines[1])) * BOLD_CHARACTER))
        self.text(slide, figure, [lines[1]], size, bold=True)
        small = Box(inner.left, box.top + 1.08, inner.width, 0.45)
        self.text(slide, small, [lines[2]], 11, colour=GREY)


def fill(shape: Any, colour: str) -> None:
    """Fill a shape with a colour and take its outline away."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def write(
    frame: Any, lines: Sequence[str], size: float, *, colour: str = INK, bold: bool = False
) -> None:
    """Write lines into a text frame, one paragraph each."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size * 0.35) if len(lines) > 1 else Pt(0)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, TEXT
        run.font.color.rgb = rgb(colour)


def fitting(lines: Sequence[str], box: Box, size: float, smallest: float = 7) -> float:
    """The largest font size, from `size` down, at which the lines fit into a box.

    >>> fitting(["short"], Box(0, 0, 3, 0.5), 20)
    20
    >>> fitting(["a long line " * 10], Box(0, 0, 3, 0.5), 20) < 12
    True
    """
    while size > smallest:
        room = box.width * POINTS_AN_INCH / (size * WIDE_CHARACTER)
        rows = sum(max(1, -(-len(line) // max(1, int(room)))) for line in lines)
        longest = max((len(word) for line in lines for word in line.split()), default=0)
        gaps = 0.35 * (len(lines) - 1)
        # A word must not break either.
        if longest <= room and (rows * 1.2 + gaps) * size <= box.height * POINTS_AN_INCH:
            break
        size -= 0.5
    return size


def rgb(colour: str) -> RGBColor:
    """A colour of the file from "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)
