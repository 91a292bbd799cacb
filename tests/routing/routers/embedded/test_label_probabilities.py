"""Quick models judge labels of tickets they never saw."""

from __future__ import annotations

import random

import numpy as np
import pytest

from routing.routers.embedded.label_probabilities import label_probabilities
from routing.taxonomy import Taxonomy
from tests.conftest import ticket

WORDS = {
    "Billing": ["invoice", "refund", "charge", "tax"],
    "Fraud": ["stolen", "hacked", "thief", "alert"],
}
TAXONOMY = Taxonomy.from_labels(WORDS)


def desk(count: int = 60) -> list:
    draw, made = random.Random(5), []
    for key in range(1, count + 1):
        name = list(WORDS)[key % 2]
        spoken = [*draw.choices(WORDS[name], k=4), *draw.choices("abcdefghijklmnop", k=9)]
        made.append(ticket(key, name, body=" ".join(spoken)))
    return made


def test_each_ticket_is_judged_by_models_of_the_others():
    found = label_probabilities(TAXONOMY, desk(), None)
    assert np.allclose(found.probabilities.sum(axis=1), 1, atol=1e-5)
    assert (found.probabilities.argmax(axis=1) == found.examples.labels).mean() > 0.9
    assert (found.neighbours != np.arange(60)[:, None]).all()


def test_a_label_says_nothing_about_its_own_ticket():
    told, other = desk(), desk()
    other[7] = ticket(other[7].key, "Billing", body=other[7].body)
    before = label_probabilities(TAXONOMY, told, None)
    after = label_probabilities(TAXONOMY, other, None)
    # Its fold may be another one; but no model of either learned from it.
    assert before.probabilities[7].argmax() == after.probabilities[7].argmax()


def test_no_ticket_and_one_fold_are_no_trouble():
    assert label_probabilities(TAXONOMY, [], None).probabilities.shape == (0, 2)
    assert label_probabilities(TAXONOMY, desk(1), None).neighbours.shape == (1, 0)


def test_it_tells_its_progress():
    heard = []
    label_probabilities(TAXONOMY, desk(), None, progress=lambda *told: heard.append(told[0]))
    assert heard[0] == "Looking for near-duplicates"
    assert heard.count("Judging each part by the others") == 5


class Reading:
    """An embedder that counts the texts it was given."""

    fingerprint = "counting"
    multilingual = None

    def __init__(self) -> None:
        self.read = 0

    def embed(self, texts, *, progress=None):
        self.read += len(texts)
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


@pytest.mark.parametrize(("longer", "read"), [(1, 60), (400, 0)])
def test_texts_too_long_to_be_read_quickly_are_judged_by_their_words_alone(longer: int, read: int):
    embedder = Reading()
    told = [ticket(t.key, t.category, body=f"{t.body} " * longer) for t in desk()]
    found = label_probabilities(TAXONOMY, told, embedder)
    assert embedder.read == read
    assert (found.probabilities.argmax(axis=1) == found.examples.labels).mean() > 0.9
