"""Labels in one language serve tickets in another, where an encoder knows both."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pytest

from routing.errors import RouterError
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.embedder import DIMENSIONS, Progress
from routing.routers.embedded.out_of_fold import out_of_fold
from routing.signs import SignKind
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

GERMAN = {"rechnung": "invoice", "paket": "parcel", "erstattung": "refund", "verloren": "lost"}
SMALL = ("mein", "meine", "ist", "nicht", "da", "bitte")
TAXONOMY = Taxonomy((Category("Billing", "invoice, refund"), Category("Delivery", "parcel, lost")))


class Bag:
    """A fake encoder: texts that share words are near each other."""

    def __init__(self, *, translates: bool) -> None:
        self.fingerprint = f"bag {translates}"
        self.languages = frozenset({"English", "German"})
        self.multilingual = None if translates else Bag(translates=True)
        self._translates = translates

    def is_for(self, text: str) -> bool:
        return any(word in text.lower().split() for word in (*GERMAN, "ikke"))

    def embed(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(",", "").split():
                if self._translates and word in SMALL:
                    continue
                known = GERMAN.get(word, word) if self._translates else word
                rows[row, crc32(known.encode()) % DIMENSIONS] += 1
            rows[row, 0] += 0.2
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def labelled(count: int) -> list[Ticket]:
    words = {"Billing": ("invoice", "refund"), "Delivery": ("parcel", "lost")}
    return [
        Ticket(2 * i + j, f"T{i}{j}", "", f"{own[i % 2]} w{i} v{i * j}", category=name)
        for i in range(count)
        for j, (name, own) in enumerate(words.items())
    ]


def ask(router: EmbeddedRouter, *texts: str):
    return router.route([Ticket(i, str(i), "", text) for i, text in enumerate(texts, 1)])


@pytest.mark.parametrize("count", [0, 40])
def test_a_ticket_in_another_language_is_answered_by_labels_in_english(count: int):
    router = EmbeddedRouter.fit(TAXONOMY, labelled(count), Bag(translates=False))
    billing, delivery = ask(router, "meine rechnung ist nicht da", "mein paket ist nicht da")
    assert (billing.category, delivery.category) == ("Billing", "Delivery")
    assert not billing.calibrated
    assert billing.signs == ()
    assert "Read in German" in billing.reason


def test_a_language_that_neither_encoder_knows_is_said():
    router = EmbeddedRouter.fit(TAXONOMY, labelled(40), Bag(translates=False))
    (danish,) = ask(router, "jeg har ikke mit parcel og det er ikke her")
    assert [sign.kind for sign in danish.signs] == [SignKind.LANGUAGE]
    assert "trust halved" in danish.reason


def test_company_changes_not_a_bit_and_a_loaded_router_answers_the_same(tmp_path):
    router = EmbeddedRouter.fit(TAXONOMY, labelled(40), Bag(translates=False))
    router.save(tmp_path)
    again = EmbeddedRouter.load(tmp_path, Bag(translates=False))
    texts = ["meine rechnung nicht", "lost parcel", "verloren", "refund invoice"]
    together = router.infer(texts).prediction.probabilities
    assert np.array_equal(again.infer(texts).prediction.probabilities, together)
    for i, text in enumerate(texts):
        assert np.array_equal(router.infer([text]).prediction.probabilities[0], together[i])


def test_without_its_files_such_a_router_is_refused(tmp_path):
    EmbeddedRouter.fit(TAXONOMY, labelled(3), Bag(translates=False)).save(tmp_path)
    alone = Bag(translates=False)
    alone.multilingual = None
    with pytest.raises(RouterError, match="encoder for other languages"):
        EmbeddedRouter.load(tmp_path, alone)


def test_labelled_tickets_in_another_language_are_answered_by_what_never_saw_them():
    tickets = labelled(20)
    german = Ticket(900, "G", "", "erstattung bitte nicht", category="Delivery")
    router = out_of_fold(TAXONOMY, [*tickets, german], Bag(translates=False))
    (decision,) = router.route([german])
    assert decision.category == "Billing"
    assert "G (Delivery" not in decision.reason
