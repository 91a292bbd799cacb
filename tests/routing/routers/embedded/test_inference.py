"""Which tickets leave early, and that company does not matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from routing.routers.embedded import EmbeddedRouter
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import
TEXTS = ["parcel courier late tracking box", "qqq", "refund or crash", "invoice price receipt"]


def test_only_the_unsure_are_embedded(taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk):
    router = EmbeddedRouter.fit(taxonomy, make_desk(100), embedder)
    before = embedder.texts_embedded
    embedded = router.infer(TEXTS).embedded
    assert embedder.texts_embedded - before == embedded.sum()
    assert not embedded[0]
    assert embedded[1]
    assert router.thorough().infer(TEXTS).embedded.all()


def test_without_an_embedder_none_is_embedded(taxonomy: Taxonomy, make_desk: Desk):
    assert not EmbeddedRouter.fit(taxonomy, make_desk(100), None).infer(TEXTS).embedded.any()


@pytest.mark.parametrize("per_category", [0, 8, 60])
def test_a_ticket_is_answered_the_same_in_any_company(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk, per_category: int
):
    router = EmbeddedRouter.fit(taxonomy, make_desk(per_category), embedder)
    together = router.infer(TEXTS).prediction
    for order in ([0], [1], [2], [3], [3, 1], [2, 0, 3, 1]):
        found = router.infer([TEXTS[i] for i in order]).prediction
        assert np.array_equal(found.probabilities, together.probabilities[order])
        assert np.array_equal(found.out_of_scope, together.out_of_scope[order])
