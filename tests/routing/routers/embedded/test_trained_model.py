"""A fingerprint tells two models apart exactly where they may answer differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.examples import Examples
from routing.routers.embedded.multilingual.learning import MultilingualModel
from routing.routers.embedded.trained_model import TrainedModel, fingerprint_of
from routing.routers.embedded.tuning import Tuning
from routing.routers.embedded.zero_shot import BySharedWords
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

TAXONOMY = Taxonomy((Category("Billing"), Category("Delivery")))


@dataclass
class NamedEmbedder:
    """A fake embedder of which only the name counts."""

    fingerprint: str
    multilingual: NamedEmbedder | None = None


def learned(*tickets: tuple[str, str, str]) -> Examples:
    found = [Ticket(i, key, "", body, category=name) for i, (key, name, body) in enumerate(tickets)]
    labels = np.array([TAXONOMY.names.index(name) for _, name, _ in tickets], dtype=np.intp)
    return Examples(tuple(found), tuple(t.body for t in found), labels)


ONE_LABEL = learned(("T1", "Billing", "refund"))


def fingerprint(
    taxonomy: Taxonomy = TAXONOMY,
    examples: Examples = ONE_LABEL,
    embedder: NamedEmbedder | None = None,
    options: str = "careful",
    unlabelled: Sequence[str] = (),
) -> str:
    return fingerprint_of(taxonomy, examples, embedder, options, unlabelled)


def test_equal_parts_have_one_fingerprint():
    assert fingerprint() == fingerprint(examples=learned(("T1", "Billing", "refund")))


@pytest.mark.parametrize(
    "changed",
    [
        {"taxonomy": Taxonomy((Category("Billing", "money"), Category("Delivery")))},
        {"examples": learned(("T2", "Billing", "refund"))},
        {"examples": learned(("T1", "Delivery", "refund"))},
        {"examples": learned(("T1", "Billing", "refunds"))},
        {"examples": learned()},
        {"embedder": NamedEmbedder("one")},
        {"options": "fast"},
        {"unlabelled": ["parcel"]},
    ],
    ids=["description", "ticket", "label", "text", "no labels", "embedder", "options", "pool"],
)
def test_whatever_may_change_an_answer_changes_it(changed):
    assert fingerprint(**changed) != fingerprint()


def test_another_second_encoder_changes_it_too():
    one, other = (NamedEmbedder("one", NamedEmbedder(second)) for second in ("a", "b"))
    assert len({fingerprint(embedder=e) for e in (NamedEmbedder("one"), one, other)}) == 3


def test_texts_are_not_run_into_one_another():
    assert fingerprint(unlabelled=["ab", "c"]) != fingerprint(unlabelled=["a", "bc"])


def test_half_a_character_from_a_broken_export_has_a_fingerprint_as_well():
    assert fingerprint(examples=learned(("T1", "Billing", "broken \ud83d")))


def test_it_answers_without_labels_only_in_the_languages_of_a_second_encoder():
    ensemble = Ensemble(BySharedWords(TAXONOMY), labels=np.array([1, 0]), categories=2)
    second = MultilingualModel(
        ensemble, np.arange(2), Tuning(), "second", frozenset({"German", "Dutch"})
    )
    plain, with_second = (
        TrainedModel(
            TAXONOMY, ensemble, Tuning(), ("T1", "T2"), frozenset({"French"}), None, "f",
            multilingual=multilingual,
        )
        for multilingual in (None, second)
    )  # fmt: skip
    assert plain.covered_languages == frozenset()
    assert with_second.covered_languages == {"German", "Dutch"}
    assert plain.labels.tolist() == [1, 0]
