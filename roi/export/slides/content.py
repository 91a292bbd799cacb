"""The eight slides, one message each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches

from roi.export.pdf.risks import counter
from roi.export.pdf.summary import ask
from roi.export.slides import charts
from roi.export.slides.deck import GREY, INK, INNER, MARGIN, Box, Deck, fill, fitting, rgb, write
from roi.export.tables import KNOWN, conventions, next_rows
from roi.export.wording import stop_row, verdict, words
from roi.inputs.assumptions import assumptions
from roi.numbers import hours, number, payback, percent

CARDS: Final = 4
GAP: Final = 0.25
LOGO: Final = Box(MARGIN + INNER - 2.2, 0.4, 2.2, 0.85)
BODY: Final = Box(MARGIN, 1.55, INNER, 4.85)
GOOD: Final = "#08724f"
BAD: Final = "#b8420a"
MAX_ROWS: Final = 5
MAX_CATEGORIES: Final = 8


def answer(deck: Deck) -> None:
    """Slide 1: the answer and its four figures."""
    report = deck.report
    sentence, futures = report.headline()
    slide = deck.slide(words()["title"], _sentence("answer_notes", futures=futures))
    if report.brand.logo:
        slide.shapes.title.width = Inches(INNER - LOGO.width - GAP)
        _logo(slide, report.brand.logo)
    deck.text(slide, Box(MARGIN, 1.2, INNER, 0.5), [report.company], 18, colour=GREY)
    deck.text(slide, Box(MARGIN, 1.85, INNER, 1.8), [sentence], 36, bold=True)
    width = (INNER - GAP * (CARDS - 1)) / CARDS
    for place, card in enumerate(report.cards()):
        box = Box(MARGIN + place * (width + GAP), 4.2, width, 1.7)
        deck.card(slide, box, (card.label, card.text, card.range))


def cash(deck: Deck) -> None:
    """Slide 2: cumulative cash."""
    report = deck.report
    month = report.case.payback
    title = (
        _sentence("cash_never", horizon=number(report.scenario.horizon_months))
        if month is None
        else f"It pays for itself after {payback(month)}"
    )
    if not report.business.names_amounts:
        title = "Cumulative cash, by month"
    late = report.uncertainty.payback
    notes = f"Good case {payback(late.good)}, bad case {payback(late.bad)}."
    slide = deck.slide(title, _sentence("cash_notes", late=notes))
    charts.cash(slide, BODY, report)


def ledgers(deck: Deck) -> None:
    """Slide 3: cash, capacity and avoided cost."""
    report, said = deck.report, words()["ledgers"]
    business = report.business
    unused = hours(business.unused_hours_per_year)
    slide = deck.slide(
        _sentence("ledgers", amount=report.money(report.case.ledgers["cash"]))
        if business.names_amounts
        else _sentence("ledgers_unnamed"),
        _sentence("ledgers_notes", unused=unused),
    )
    width = (INNER - 2 * GAP) / 3
    for place, ledger in enumerate(business.ledgers):
        box = Box(MARGIN + place * (width + GAP), 1.6, width, 4.4)
        _panel(deck, slide, box, strong=ledger.accepted)
        where = said["in_headline" if ledger.accepted else "beside"]
        deck.text(slide, _inside(box, 0.2, 0.45), [said[ledger.ledger]], 20, bold=True)
        means = f"{said[f'{ledger.ledger}_means']}, {where}"
        deck.text(slide, _inside(box, 0.65, 0.4), [means], 13, colour=GREY)
        amount = f"{report.money(ledger.amount)} a year"
        deck.text(slide, _inside(box, 1.15, 0.5), [amount], 26, bold=True)
        for row, each in enumerate(ledger.lines[:3]):
            top = 2.05 + 0.75 * row
            owner = each.commitment.owner or said["no_owner"]
            line = f"{each.line.label}: {report.money(each.amount)}"
            deck.text(slide, _inside(box, top, 0.35), [line], 14)
            deck.text(slide, _inside(box, top + 0.33, 0.3), [owner], 12, colour=GREY)


def evidence(deck: Deck) -> None:
    """Slide 4: what was measured."""
    report, found = deck.report, deck.report.business.evidence
    if found is None:
        measure = words()["measure"]["label_200"]
        title = _sentence("evidence_none", next=measure[0].lower() + measure[1:])
        slide = deck.slide(title, _sentence("evidence_none_notes"))
        _table(slide, BODY, [["What is worth knowing", "Now", "Worth", "How"],
                                   *next_rows(report)[:MAX_ROWS]])  # fmt: skip
        return
    right = percent(found.precision)
    title = _sentence("evidence_alone", right=right)
    if found.people_right is not None:
        title = _sentence("evidence", right=right, people=percent(found.people_right))
    notes = _sentence(
        "evidence_notes",
        checked=number(found.checked),
        routed=number(found.routed_alone),
        low=percent(found.low),
        high=percent(found.high),
    )
    slide = deck.slide(title, notes, f"{found.run}, {number(found.checked)} checked tickets")
    if found.categories:
        shown = sorted(found.categories, key=lambda each: -each.tickets)[:MAX_CATEGORIES]
        charts.people_and_router(slide, BODY, report, shown)
    else:
        counts = {
            "Checked": found.checked,
            "Routed alone": found.routed_alone,
            "Right": found.right,
        }
        rows = [["", "Tickets"], *([name, number(count)] for name, count in counts.items())]
        _table(slide, Box(MARGIN, 1.6, INNER, 2.4), rows)


def told_three_ways(deck: Deck) -> None:
    """Slide 5: unadjusted, TEI and Nucleus."""
    report = deck.report
    plain, tei, nucleus = (percent(each.roi) for each in report.business.conventions)
    slide = deck.slide(
        _sentence("conventions", unadjusted=plain, tei=tei, nucleus=nucleus)
        if report.business.names_amounts
        else _sentence("conventions_unnamed"),
        _sentence("conventions_notes"),
    )
    half = (INNER - 0.5) / 2
    shares = (0.22, 0.26, 0.28, 0.24)
    _table(slide, Box(MARGIN, 1.7, half + 0.6, 3.4), conventions(report), shares=shares)
    place = Box(MARGIN + half + 0.9, 1.5, half - 0.4, 4.8)
    charts.bridge(slide, place, report, report.business.bridge_to_tei)


def against(deck: Deck) -> None:
    """Slide 6: the case against it."""
    report = deck.report
    limit = report.business.counter_case.break_even
    title = (
        _sentence("against_never") if limit is None else _sentence("against", limit=percent(limit))
    )
    slide = deck.slide(title, _sentence("against_notes"))
    found = counter(report)
    rows = [["If", "Left a year"], *([row[0], row[1]] for row in found["rows"])]
    colours = ["", *(GOOD if row[2] else BAD for row in found["rows"])]
    _table(slide, Box(MARGIN, 1.6, INNER, 3.9), rows, shares=(0.75, 0.25), last=colours)
    if found["verdict"]:
        line = f"{found['verdict']}: {found['because']}"
        deck.text(slide, Box(MARGIN, 5.7, INNER, 0.7), [line], 18, bold=True)


def worth_knowing(deck: Deck) -> None:
    """Slide 7: what would stop it, and what is worth knowing first."""
    report = deck.report
    first = report.business.measure_next[0] if report.business.measure_next else None
    robust = first is None or first.worth < 1
    label = "" if first is None else assumptions()[first.key].label
    title = (
        _sentence("next_robust")
        if robust
        else _sentence("next", label=label[0].lower() + label[1:])
    )
    slide = deck.slide(title, _sentence("next_notes"))
    half = (INNER - 0.5) / 2
    stopping = [list(stop_row(report.business, each)) for each in report.business.stops_paying]
    stops = [["It stops paying", "", "Now"], *stopping]
    width = INNER if robust else half
    _table(slide, Box(MARGIN, 1.7, width, 3.2), stops, shares=(0.5, 0.28, 0.22))
    if not robust:
        known = [row for row in next_rows(report) if row[-1] != KNOWN][:MAX_ROWS]
        rows = [["Worth knowing", "", "How"], *([row[0], row[2], row[3]] for row in known)]
        place = Box(MARGIN + half + 0.5, 1.7, half, 0.64 * len(rows))
        _table(slide, place, rows, shares=(0.44, 0.18, 0.38))


def decision(deck: Deck) -> None:
    """Slide 8: the decision asked for."""
    report = deck.report
    asked = ask(report)
    named, because = verdict(report.business)
    notes = _sentence("decision_notes", text=asked["text"], because=because)
    slide = deck.slide(_sentence("decision"), notes)
    box = Box(MARGIN, 1.7, INNER, 2.6)
    _panel(deck, slide, box, strong=True)
    deck.text(slide, _inside(box, 0.3, 2.0), [asked["text"]], 30, bold=True)
    if asked["date"]:
        line = f"{asked['decide_by']} {asked['date']}"
        deck.text(slide, Box(MARGIN, 4.6, INNER, 0.6), [line], 24, bold=True)
    if asked["later"]:
        later = asked["later"][0].upper() + asked["later"][1:]
        deck.text(slide, Box(MARGIN, 5.2, INNER, 0.45), [later], 16, colour=GREY)
    line = f"{named}: {because}" if named else " ".join(report.headline()[1:])
    deck.text(slide, Box(MARGIN, 5.75, INNER, 0.7), [line], 16)


def _sentence(key: str, **figures: str) -> str:
    return str(words()["slides"][key].format(**figures)).strip()


def _inside(box: Box, top: float, height: float) -> Box:
    return Box(box.left + 0.25, box.top + top, box.width - 0.5, height)


def _panel(deck: Deck, slide: Any, box: Box, *, strong: bool) -> None:
    """A pale ground with a bar of colour above where it counts."""
    ground = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
    fill(ground, "#eef2f5")
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(box.left, box.top, box.width, 0.06).emu)
    fill(bar, deck.report.brand.colour if strong else "#c9d0d8")


def _logo(slide: Any, logo: bytes) -> None:
    """The logo within its box, not stretched."""
    picture = slide.shapes.add_picture(io.BytesIO(logo), 0, 0)
    left, top, width, height = LOGO.emu
    scale = min(width / picture.width, height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left, picture.top = left + width - picture.width, top + (height - picture.height) // 2


def _table(
    slide: Any,
    box: Box,
    cells: Sequence[Sequence[str]],
    *,
    shares: Sequence[float] = (),
    last: Sequence[str] = (),
) -> None:
    """A plain table in one font size, its first row a header; `last` colours the last column."""
    count = len(cells[0])
    shares = shares or (0.34, *[0.66 / (count - 1)] * (count - 1))
    table = slide.shapes.add_table(len(cells), count, *box.emu).table
    height = box.height / len(cells)
    rooms = [Box(0, 0, box.width * share - 0.2, height - 0.06) for share in shares]
    size = min(
        fitting([text], room, 16, smallest=9)
        for line in cells
        for text, room in zip(line, rooms, strict=True)
    )
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Inches(box.width * share)
    for at, (row, line) in enumerate(zip(table.rows, cells, strict=True)):
        row.height = Inches(height)
        for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
            shade = GREY if at == 0 else INK
            if last and last[at] and place == count - 1:
                shade = last[at]
            write(cell.text_frame, [text], size, colour=shade, bold=place == count - 1 != 0)
            cell.text_frame.paragraphs[0].alignment = (
                PP_ALIGN.LEFT if place == 0 else PP_ALIGN.RIGHT
            )
            cell.margin_left = cell.margin_right = Inches(0.1)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb("#eef2f5" if at == 0 else "#ffffff")
