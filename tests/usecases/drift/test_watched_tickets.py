"""A label counts when it was given, and not before its ticket has come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.watch import Watch
from routing.routers.embedded.kept_vectors import KeepingEmbedder, VectorFile
from tests.conftest import ticket
from tests.routing.evaluation.drift.conftest import CATEGORIES, NO_REVIEWS, Desk
from usecases.drift.watched_tickets import Placed, reviews_of, tickets_of


def watch() -> Watch:
    desk = Desk(np.random.default_rng(0))
    made = Watch(Reference.of(desk.tickets(100), NO_REVIEWS, CATEGORIES))
    made.look(desk.tickets(10), NO_REVIEWS)  # keys 101 to 110
    return made


def rows(keys: list[int], times: list[float | None], **more: Any) -> pd.DataFrame:
    found = {"ticket_key": keys, "time": np.array(times, dtype=np.float64)}
    return pd.DataFrame(found | {"category": "Login", "auto": True} | more)


def placed(labels: pd.DataFrame, times: tuple[float | None, ...] = (10, 20, 30)) -> Placed:
    return Placed.among(watch(), rows([201, 202, 203], list(times)), labels)


def after(labels: pd.DataFrame, times: tuple[float | None, ...] = (10, 20, 30)) -> list[int]:
    return placed(labels, times).after.tolist()


def test_a_label_waits_for_its_ticket_and_for_its_own_time():
    assert after(rows([202, 201], [5, 25])) == [12, 12]
    assert after(rows([201], [99])) == [13]


def test_a_label_without_a_time_counts_as_soon_as_its_ticket_is_there():
    assert after(rows([203, 101], [None, None])) == [10, 13]


def test_labels_of_tickets_that_nobody_remembers_are_left_out():
    found = placed(rows([999, 105, 50], [1, 1, 1]))
    assert found.keys == [105]


def test_labels_come_in_the_order_in_which_they_count():
    found = placed(rows([203, 201, 202], [1, 1, 1]))
    assert found.keys == [201, 202, 203]
    assert found.after.tolist() == [11, 12, 13]


def test_a_ticket_out_of_order_or_without_a_time_moves_no_label_back():
    assert after(rows([101], [15]), (10, None, 5)) == [13]


def test_between_two_places_the_first_is_left_out_and_the_last_is_in():
    found = placed(rows([201, 202, 203], [1, 1, 1]))
    assert found.between(11, 12).ticket.tolist() == [202]
    assert found.between(0, np.inf).ticket.tolist() == [201, 202, 203]
    assert len(found.between(13, 99)) == 0


class Lengths:
    """A fake embedder."""

    def embed(self, texts: list[str]) -> np.ndarray:
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def test_tickets_are_embedded_only_where_there_is_a_model():
    decided = rows([1, 2], [5, None], text=["a", "bb"], confidence=0.5, model=["m", None])
    model: Any = Lengths()
    plain, read = tickets_of(decided, None), tickets_of(decided, model)
    assert plain.vectors is None
    assert read.vectors is not None
    assert read.vectors.tolist() == [[1], [2]]
    assert plain.model.tolist() == ["m", ""]
    assert np.isnan(plain.time[1])


def test_a_look_embeds_no_text_that_a_run_has_embedded(tmp_path: Path):
    class Once:
        fingerprint, multilingual, asked = "once", None, 0

        def embed(self, texts: Sequence[str], *, progress: object = None) -> np.ndarray:
            del progress
            self.asked += len(texts)
            return np.eye(max(len(texts), 1), 4, dtype=np.float32)[: len(texts)]

    once = Once()
    model = KeepingEmbedder(once, VectorFile(tmp_path / "desk.vectors"))
    routed = [ticket(1), ticket(2, subject="")]
    model.embed([each.text for each in routed])
    read = [f"{each.subject}\n{each.body}" for each in routed]
    decided = rows([1, 2], [10, 20], text=read, confidence=0.5, model="m")
    assert tickets_of(decided, model).vectors is not None
    assert once.asked == 2


def test_labels_become_reviews_row_by_row():
    found = reviews_of(rows([7, 8], [1, 2], auto=[True, False]), np.array([3, 4]))
    assert (found.ticket.tolist(), found.after.tolist()) == ([7, 8], [3, 4])
    assert (found.actual.tolist(), found.auto.tolist()) == (["Login"] * 2, [True, False])
