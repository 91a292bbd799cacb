"""A promise that is kept hardly ever counts as broken; one that is broken soon does."""

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.drift.promise import PromiseWatch


def lived(wrong, promised: float = 0.95) -> PromiseWatch:
    watch = PromiseWatch(promised)
    for label in wrong:
        watch = watch.after(wrong=bool(label))
        if watch.is_broken:
            break
    return watch


def test_a_promise_just_kept_is_called_broken_in_less_than_one_of_a_hundred_cases():
    rng = np.random.default_rng(0)
    assert sum(lived(rng.random(3_000) < 0.05).is_broken for _ in range(60)) <= 1


@pytest.mark.parametrize(("wrong", "most"), [(0.10, 410), (0.15, 135), (0.20, 80)])
def test_a_broken_promise_is_found_within_the_labels_allowed(wrong: float, most: int):
    rng = np.random.default_rng(1)
    took = []
    for _ in range(41):
        labels = np.concatenate([rng.random(300) < 0.03, rng.random(2_000) < wrong])
        took.append((lived(labels).broken_at or 2_300) - 300)
    assert np.median(took) <= most


def test_the_labels_still_needed_become_fewer_with_every_mistake():
    fresh, later = PromiseWatch(0.9), lived([1, 1, 1], 0.9)
    assert later.labels_needed(0.3) < fresh.labels_needed(0.3)
    assert lived([1] * 40, 0.9).labels_needed(0.3) == 0


def test_it_stays_broken_and_remembers_since_when():
    watch = lived([1] * 40)
    for _ in range(200):
        watch = watch.after(wrong=False)
    assert watch.is_broken
    assert watch.broken_at is not None
    assert watch.broken_at < 20


@pytest.mark.parametrize("promised", [0, 1, 1.2])
def test_what_is_no_precision_cannot_be_promised(promised: float):
    with pytest.raises(EvaluationError, match="between 0 and 1"):
        PromiseWatch(promised)
