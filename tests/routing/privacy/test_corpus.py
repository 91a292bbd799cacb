"""What is found in texts written for this test: half used while tuning, half held back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routing.privacy.masking import mask
from routing.privacy.span import Span

HERE = Path(__file__).parent
BEST_EFFORT = {"PERSON", "ADDRESS"}


def texts(name):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def uncovered(text, expected, spans: tuple[Span, ...]):
    """Letters and digits of the expected stretch that no span covers."""
    covered = {at for s in spans for at in range(s.start, s.end)}
    return [
        at
        for at in range(expected["start"], expected["end"])
        if text[at].isalnum() and at not in covered
    ]


@pytest.mark.parametrize(("name", "least"), [("tuned.jsonl", 0.99), ("held_back.jsonl", 0.95)])
def test_hard_kinds_are_masked_with_their_type(name, least):
    wanted = found = 0
    for row in texts(name):
        spans = mask(row["text"]).spans
        for expected in row["spans"]:
            if expected["type"] not in BEST_EFFORT:
                wanted += 1
                typed = any(
                    s.type == expected["type"]
                    and s.start < expected["end"]
                    and expected["start"] < s.end
                    for s in spans
                )
                found += typed and not uncovered(row["text"], expected, spans)
    assert wanted > 150
    assert found / wanted >= least


@pytest.mark.parametrize(("name", "least"), [("tuned.jsonl", 0.98), ("held_back.jsonl", 0.95)])
def test_harmless_texts_stay_to_the_letter(name, least):
    harmless = [row["text"] for row in texts(name) if not row["spans"]]
    untouched = sum(mask(text).text == text for text in harmless)
    assert len(harmless) > 100
    assert untouched / len(harmless) >= least
