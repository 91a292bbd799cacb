"""The slides: a PowerPoint file with native charts and tables that can be edited."""

from __future__ import annotations

import io

import pptx

from roi.errors import ExportError
from roi.export.report import Report
from roi.export.slides import content
from roi.export.slides.deck import Deck


def to_pptx(report: Report) -> bytes:
    """The report as eight slides, one message each, with speaker's notes.

    Raises ExportError when the logo cannot be read.

    >>> from roi.export.report import prepare
    >>> from roi.scenarios.scenario import Scenario
    >>> to_pptx(prepare(Scenario.default(), draws=100))[:2]
    b'PK'
    """
    deck = Deck.open(pptx.Presentation(), report)
    try:
        content.answer(deck)
    except (ValueError, OSError, KeyError) as error:
        if report.brand.logo:
            raise ExportError("The logo cannot be drawn: it is not a whole PNG or JPEG.") from error
        raise
    for slide in (
        content.cash,
        content.ledgers,
        content.evidence,
        content.told_three_ways,
        content.against,
        content.worth_knowing,
        content.decision,
    ):
        slide(deck)
    file = io.BytesIO()
    deck.presentation.save(file)
    return file.getvalue()
