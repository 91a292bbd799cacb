"""Trees held as nodes score as the library that grew them does."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from routing.routers.embedded.stacking.trees import from_scikit_learn

RANDOM = np.random.default_rng(4)
ROWS = RANDOM.normal(size=(800, 5)).astype(np.float32)
RIGHT = ROWS[:, 0] * ROWS[:, 1] + ROWS[:, 2] > 0.3


@pytest.fixture(scope="module")
def model() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=8, random_state=0).fit(
        ROWS[:500], RIGHT[:500]
    )


def test_they_score_as_scikit_learn_does(model: HistGradientBoostingClassifier):
    ours = from_scikit_learn(model).scores(ROWS)
    assert ours == pytest.approx(model.decision_function(ROWS), abs=1e-6)
    assert ((ours > 0) == RIGHT).mean() > 0.85


def test_a_row_scores_alone_as_among_others_to_the_bit(model: HistGradientBoostingClassifier):
    trees = from_scikit_learn(model)
    together = trees.scores(ROWS)
    assert all(trees.scores(ROWS[i : i + 1])[0] == together[i] for i in range(0, 800, 97))
