"""A watch that was saved goes on as if it had never stopped."""

from dataclasses import replace

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.drift.saved_state import loaded, saved
from tests.routing.evaluation.drift.conftest import NO_REVIEWS


def test_a_watch_goes_on_where_it_was(desk, begun):
    watch = begun(0.9)
    grown = desk.tickets(500, (0.25, 0.2, 0.2, 0.15, 0.2))
    watch.look(grown.only(slice(0, 120)), NO_REVIEWS)
    other = loaded(saved(watch))
    rest = grown.only(slice(120, None))
    reviews = desk.reviews(rest)
    reviews = replace(reviews, after=reviews.after + watch.seen)
    assert other.look(rest, reviews) == watch.look(rest, reviews)
    assert other.alarms
    assert other.alarms == watch.alarms
    assert other.promise == watch.promise
    assert (other.detectors.stakes == watch.detectors.stakes).all()


def test_alarms_raised_before_are_still_there_and_still_explain(desk, begun):
    watch = begun()
    watch.look(desk.tickets(600, (0.25, 0.2, 0.2, 0.15, 0.2)), NO_REVIEWS)
    other = loaded(saved(watch))
    assert other.alarms == watch.alarms
    assert other.look(desk.tickets(600, (0.25, 0.2, 0.2, 0.15, 0.2)), NO_REVIEWS) == ()


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"PK\x03\x04 broken"])
def test_what_is_no_state_is_refused_and_runs_nothing(content: bytes):
    with pytest.raises(EvaluationError, match="begin anew"):
        loaded(content)


def test_other_classes_are_never_made(desk, begun, tmp_path):
    state = saved(begun())
    assert b"pickle" not in state
    with np.load(__import__("io").BytesIO(state), allow_pickle=False) as file:
        words = file["state"].tobytes().replace(b'"class": "Size"', b'"class": "Path"')
        arrays = {name: file[name] for name in file if name != "state"}
    target = tmp_path / "state.npz"
    np.savez(target, state=np.frombuffer(words.replace(b'"Watch"', b'"Popen"'), np.uint8), **arrays)
    with pytest.raises(EvaluationError, match="begin anew"):
        loaded(target.read_bytes())
