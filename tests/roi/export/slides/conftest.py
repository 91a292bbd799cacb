"""An empty deck to draw slides on."""

from __future__ import annotations

import pptx
import pytest

from roi.export.report import Report
from roi.export.slides.deck import Deck


def deck_of(report: Report) -> Deck:
    return Deck.open(pptx.Presentation(), report)


@pytest.fixture
def deck(measured: Report) -> Deck:
    return deck_of(measured)
