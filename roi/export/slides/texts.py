"""The slides with words and tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from roi.export.paper.content import rows
from roi.export.report import words
from roi.export.slides.deck import GREY, INK, INNER, MARGIN, Box, Deck, fitting, rgb, write

CARDS: Final = 4
GAP: Final = 0.2
ROWS: Final = 9
COLUMNS: Final = ("label", "value", "range", "kind", "source")
HEADER: Final = ("Input", "Value", "Range", "Kind", "Source")
SHARES: Final = (0.19, 0.13, 0.16, 0.1, 0.42)
LOGO: Final = Box(MARGIN + INNER - 2.2, 0.4, 2.2, 0.85)


def verdict(deck: Deck) -> None:
    """The first slide: for whom, what comes out, and the headline figures."""
    report = deck.report
    slide = deck.slide(words()["title"])
    if report.brand.logo:
        slide.shapes.title.width = Inches(INNER - LOGO.width - GAP)
        _logo(slide, report.brand.logo)
    deck.text(slide, Box(MARGIN, 1.3, INNER, 0.8), [report.company], 22, bold=True)
    scenario = f"Scenario: {report.scenario.name}"
    deck.text(slide, Box(MARGIN, 2.15, INNER, 0.4), [scenario], 13, colour=GREY)
    width = (INNER - GAP * (CARDS - 1)) / CARDS
    for number, card in enumerate(report.cards()):
        box = Box(MARGIN + number * (width + GAP), 2.75, width, 1.65)
        deck.card(slide, box, (card.label, card.text, card.range))
    deck.text(slide, Box(MARGIN, 4.75, INNER, 1.8), list(report.headline()), 20)


def _logo(slide: Any, logo: bytes) -> None:
    """The logo within its box, not stretched."""
    picture = slide.shapes.add_picture(io.BytesIO(logo), 0, 0)
    left, top, width, height = LOGO.emu
    scale = min(width / picture.width, height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left, picture.top = left + width - picture.width, top + (height - picture.height) // 2


def results(deck: Deck) -> None:
    """All results beside what must be true."""
    report = deck.report
    slide = deck.slide("All results, and what must be true")
    half = (INNER - 0.5) / 2
    cells = [[card.label, card.text] for card in report.figures()]
    _table(slide, Box(MARGIN, 1.45, half, 0.4 * len(cells)), cells, (0.6, 0.4))
    lines = ["Taken alone, the net present value is zero with", *map(report.required, report.must)]
    deck.text(slide, Box(MARGIN + half + 0.5, 1.45, half, 4.6), lines, 15)


def method(deck: Deck) -> None:
    """How the figures were computed, and what they do not say."""
    slide = deck.slide("Method and limits")
    lines = [*deck.report.method(), *deck.report.limits()]
    deck.text(slide, Box(MARGIN, 1.4, INNER, 5.3), lines, 15)


def assumptions(deck: Deck) -> None:
    """Every input with its source, so many to a slide."""
    found = rows(deck.report)
    pages = [found[at : at + ROWS] for at in range(0, len(found), ROWS)]
    for number, page in enumerate(pages, 1):
        slide = deck.slide(f"Assumptions and where they come from ({number} of {len(pages)})")
        cells = [list(HEADER), *([row[name] for name in COLUMNS] for row in page)]
        _table(
            slide,
            Box(MARGIN, 1.35, INNER, 5.45 * len(cells) / (ROWS + 1)),
            cells,
            SHARES,
            colour=deck.report.brand.colour,
        )


def _table(
    slide: Any,
    box: Box,
    cells: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    colour: str = "",
) -> None:
    """A table in one font size, the largest at which every cell fits; a colour heads it."""
    table = slide.shapes.add_table(len(cells), len(shares), *box.emu).table
    table.first_row = bool(colour)
    height = box.height / len(cells)
    rooms = [Box(0, 0, box.width * share - 0.2, height - 0.05) for share in shares]
    size = min(
        fitting([text], room, 13, smallest=8)
        for line in cells
        for text, room in zip(line, rooms, strict=True)
    )
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Inches(box.width * share)
    for number, (row, line) in enumerate(zip(table.rows, cells, strict=True)):
        row.height = Inches(height)
        heads = bool(colour) and number == 0
        for cell, text in zip(row.cells, line, strict=True):
            write(cell.text_frame, [text], size, colour="#ffffff" if heads else INK, bold=heads)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            ground = colour if heads else "#ffffff" if number % 2 else "#eef2f5"
            cell.fill.fore_color.rgb = rgb(ground)
