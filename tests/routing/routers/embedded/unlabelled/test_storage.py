"""What the descriptions say is kept to the bit, spread over unlabelled tickets or not."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.features import Features
from routing.routers.embedded.unlabelled.neighbourhood import Neighbourhood
from routing.routers.embedded.unlabelled.spread_descriptions import SpreadDescriptions
from routing.routers.embedded.unlabelled.spreading import Spread
from routing.routers.embedded.unlabelled.storage import arrays_of, zero_shot_of
from routing.routers.embedded.zero_shot import ByEmbeddings, BySharedWords, ZeroShot
from routing.taxonomy import Category, Taxonomy


def vectors(count: int) -> np.ndarray:
    rows = np.random.default_rng(count).normal(size=(count, 8))
    return in_steps((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))


PLAIN = ByEmbeddings(vectors(2), vectors(3), np.array([0, 1, 1]))
POOL = Neighbourhood.centred(vectors(40))
SPREAD = SpreadDescriptions(PLAIN, Spread.fit(POOL, PLAIN.nearness(POOL.vectors)[0]))
NEEDED = sorted({*arrays_of(SPREAD)} - {"spread.vectors"})


@pytest.mark.parametrize("kept", [PLAIN, SPREAD], ids=["plain", "spread"])
def test_what_was_kept_answers_the_same_to_the_bit(kept: ZeroShot):
    again = zero_shot_of(arrays_of(kept))
    assert type(again) is type(kept)
    asked = Features(tuple("abcde"), None, None, vectors(5))
    one, other = kept.predict(asked), again.predict(asked)
    assert one is not None
    assert other is not None
    assert np.array_equal(one.probabilities, other.probabilities)
    assert np.array_equal(one.out_of_scope, other.out_of_scope)


def test_what_goes_by_shared_words_is_in_the_taxonomy_already():
    assert arrays_of(BySharedWords(Taxonomy((Category("Billing"),)))) == {}


@pytest.mark.parametrize("part", NEEDED)
def test_a_missing_part_is_noticed(part: str):
    arrays = arrays_of(SPREAD)
    del arrays[part]
    with pytest.raises(KeyError, match=part):
        zero_shot_of(arrays)
