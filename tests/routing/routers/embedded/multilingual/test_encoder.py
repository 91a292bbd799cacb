"""A sentence and its translation lie near each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from routing.routers.embedded.model_files import DEFAULT_DIRECTORY, beside
from routing.routers.embedded.multilingual.encoder import UniversalEncoder

pytestmark = pytest.mark.model
TEXTS = ["Where is my card?", "Wo ist meine Karte?", "Dov'è la mia carta?", "أين بطاقتي؟",
         "How do I bake bread?"]  # fmt: skip


@pytest.fixture(scope="module")
def encoder(multilingual_directory: Path) -> UniversalEncoder:
    return UniversalEncoder(multilingual_directory, DEFAULT_DIRECTORY)


def test_translations_are_nearer_than_another_matter(encoder: UniversalEncoder):
    near = encoder.embed(TEXTS) @ encoder.embed(TEXTS[:1]).T
    assert near[1:4].min() > near[4] + 0.2


def test_a_vector_depends_on_its_text_alone(encoder: UniversalEncoder):
    together = encoder.embed(TEXTS)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    alone = [encoder.embed([text])[0] for text in TEXTS]
    assert np.array_equal(np.stack(alone), together)


def test_it_is_for_what_is_not_english(encoder: UniversalEncoder):
    texts = [*TEXTS, "show all reminders", "zeige alle Wecker", "", "4711"]
    assert [encoder.is_for(text) for text in texts] == [
        False, True, True, True, False, False, True, False, False,
    ]  # fmt: skip


def test_odd_texts_get_a_vector(encoder: UniversalEncoder):
    assert np.isfinite(encoder.embed(["", "\ud800", "😀" * 500, "a" * 50_000])).all()


def test_files_that_are_missing_are_said(tmp_path: Path):
    assert not UniversalEncoder.available(beside(tmp_path / "model"))
