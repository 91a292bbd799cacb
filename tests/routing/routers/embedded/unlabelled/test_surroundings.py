"""When unlabelled tickets are learned from, and when everything stays plain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.embedder import DIMENSIONS, Progress
from routing.routers.embedded.unlabelled.spread_descriptions import SpreadDescriptions
from routing.routers.embedded.unlabelled.surroundings import learn_around
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

TAXONOMY = Taxonomy((Category("alpha"), Category("beta"), Category("gamma")))


class Places:
    """A fake encoder: a text names its category and how far it lies from it.

    "beta 0.3 17" lies 0.3 of the way off, in a direction that all texts of beta share a little.
    """

    fingerprint = "places"
    multilingual = None

    def embed(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        return np.array([self._one(text) for text in texts], dtype=np.float32)

    def _one(self, text: str) -> np.ndarray:
        words = text.split()
        name = next((each for each in ("alpha", "beta", "gamma") if each in text), "nothing")
        centre = np.random.default_rng(len(name) * 7 + ord(name[0])).normal(size=DIMENSIONS)
        off = float(words[1]) if len(words) == 3 else 0.0
        own = np.random.default_rng(abs(hash(text)) % 2**32).normal(size=DIMENSIONS)
        row = (1 - off) * centre + off * own
        return row / np.linalg.norm(row)


def texts(count: int, names: Sequence[str] = ("alpha", "beta", "gamma")) -> list[str]:
    return [f"{names[i % len(names)]} 0.3 {i}" for i in range(count)]


def tickets(found: Sequence[str]) -> list[Ticket]:
    return [Ticket(i, str(i), "", text) for i, text in enumerate(found, 1)]


def test_without_labels_descriptions_are_spread_over_many_tickets_and_it_is_said():
    around = learn_around(TAXONOMY, 0, texts(330), Places())
    assert isinstance(around.zero_shot, SpreadDescriptions)
    assert "spread over 330 tickets" in around.notices[0]
    assert len(around.texts) == 330


def test_too_few_tickets_stay_plain_and_say_how_many_are_needed():
    around = learn_around(TAXONOMY, 0, texts(200), Places())
    assert not isinstance(around.zero_shot, SpreadDescriptions)
    assert "From 300 different tickets on (there are 200)" in around.notices[0]


def test_strangers_stay_plain_and_it_is_said():
    strange = [*texts(100), *(f"nothing 0.3 {i}" for i in range(400))]
    around = learn_around(TAXONOMY, 0, strange, Places())
    assert not isinstance(around.zero_shot, SpreadDescriptions)
    assert "fit none of the categories" in around.notices[0]


def test_unlabelled_tickets_help_few_labels_only():
    few, many = (learn_around(TAXONOMY, labels, texts(330), Places()) for labels in (30, 49))
    assert few.pool is not None
    assert "330 unlabelled tickets were learned from" in few.notices[0]
    assert (many.pool, many.notices) == (None, ())


def test_without_a_model_or_tickets_nothing_is_said():
    assert learn_around(TAXONOMY, 0, texts(330), None).notices == ()
    assert learn_around(TAXONOMY, 0, [], Places()).notices == ()


def test_a_router_of_few_labels_learns_from_the_rest_and_a_spread_one_answers_the_same_kept(
    tmp_path,
):
    pool = tickets(texts(330))
    for name, history in (("none", []), ("few", _labelled())):
        router = EmbeddedRouter.fit(TAXONOMY, history, Places(), unlabelled=pool)
        plain = EmbeddedRouter.fit(TAXONOMY, history, Places())
        assert router.fingerprint != plain.fingerprint
        router.save(tmp_path / name)
        again = EmbeddedRouter.load(tmp_path / name, Places())
        asked = texts(9)
        one, other = router.infer(asked).prediction, again.infer(asked).prediction
        assert np.array_equal(one.probabilities, other.probabilities)
        alone = router.infer(asked[:1]).prediction
        assert np.array_equal(alone.probabilities[0], one.probabilities[0])
        kept = b"".join(file.read_bytes() for file in (tmp_path / name).iterdir())
        assert b"alpha 0.3" not in kept


def _labelled() -> list[Ticket]:
    return [
        Ticket(1_000 + i, f"L{i}", "", f"{name} 0.2 {i + 5_000}", category=name)
        for i in range(6)
        for name in ("alpha", "beta", "gamma")
    ]
