"""The slides: a PowerPoint file with native charts and tables that can be edited."""

from __future__ import annotations

import io

import pptx

from roi.errors import ExportError
from roi.export.report import Report
from roi.export.slides import charts, texts
from roi.export.slides.deck import Deck


def to_pptx(report: Report) -> bytes:
    """The report as slides.

    Raises ExportError when the logo cannot be read.

    >>> from roi.export.report import prepare
    >>> from roi.scenario import Scenario
    >>> to_pptx(prepare(Scenario.start(), draws=100))[:2]
    b'PK'
    """
    deck = Deck.open(pptx.Presentation(), report)
    try:
        texts.verdict(deck)
    except (ValueError, OSError, KeyError) as error:
        raise ExportError("The logo cannot be drawn: it is not a whole PNG or JPEG.") from error
    charts.cash(deck)
    charts.waterfall(deck)
    charts.tornado(deck)
    texts.results(deck)
    texts.method(deck)
    texts.assumptions(deck)
    file = io.BytesIO()
    deck.presentation.save(file)
    return file.getvalue()
