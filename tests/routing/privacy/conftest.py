"""What the tests of the detectors share: the stretches that one of them finds in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from routing.privacy.detectors.context_words import AnnotatedText, read
from routing.privacy.span import Found

Detector = Callable[[AnnotatedText], Iterable[Found]]
NO_PLACEHOLDER = re.compile(r"\[NOTHING\]")


def stretches(find: Detector, text: str) -> list[str]:
    """What the detector finds, as it stands in the text; what lies within another goes."""
    annotated, folded = read(text, NO_PLACEHOLDER)
    places = {folded.original(found.start, found.end) for found in find(annotated)}
    outermost = [
        (start, end)
        for start, end in sorted(places)
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in places)
    ]
    return [text[start:end] for start, end in outermost]


@pytest.fixture
def found() -> Callable[[Detector, str], list[str]]:
    return stretches
