"""The last word goes to the opinion that was right, and to what the trees saw besides."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.stacking.reranker import Reranker
from routing.routers.embedded.stacking.shortlist import OPINIONS, Shortlist

TICKETS, LISTED = 300, 3
TRUSTED = 1


def lists(seed: int) -> tuple[Shortlist, np.ndarray]:
    """Of four opinions one is worth something; a tenth of the tickets is of no listed category."""
    random = np.random.default_rng(seed)
    opinions = random.dirichlet(np.ones(LISTED), (TICKETS, OPINIONS)).transpose(0, 2, 1)
    place = random.integers(0, LISTED, TICKETS)
    opinions[:, :, TRUSTED] *= 0.4
    opinions[np.arange(TICKETS), place, TRUSTED] += 0.6
    nothing = random.normal(size=(TICKETS, LISTED, 3))
    evidence = np.concatenate([np.log(opinions + 1e-3), nothing], axis=2).astype(np.float32)
    categories = np.tile(np.arange(LISTED), (TICKETS, 1))
    return Shortlist(categories, evidence), np.where(np.arange(TICKETS) % 10, place, LISTED)


@pytest.fixture(scope="module")
def reranker() -> Reranker:
    return Reranker.fit(*lists(1))


def test_it_trusts_the_opinion_that_was_right(reranker: Reranker):
    assert reranker.weights.argmax() == TRUSTED
    asked, labels = lists(2)
    found = reranker.probabilities(asked)
    listed = labels < LISTED
    assert (found.argmax(axis=1) == labels)[listed].mean() > 0.9


def test_it_gives_probabilities_over_the_shortlist(reranker: Reranker):
    found = reranker.probabilities(lists(2)[0])
    assert found.shape == (TICKETS, LISTED)
    assert found.min() >= 0
    assert found.sum(axis=1) == pytest.approx(np.ones(TICKETS), abs=1e-5)


def test_company_changes_not_a_bit(reranker: Reranker):
    asked, _ = lists(2)
    together = reranker.probabilities(asked)
    for place in (0, 17, TICKETS - 1):
        alone = reranker.probabilities(asked.only(np.array([place])))
        assert np.array_equal(alone[0], together[place])
