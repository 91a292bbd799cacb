"""Labels that do not follow the text are recognised, and real ones are not accused."""

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.labels.signal import label_signal
from routing.evaluation.text_baseline import tfidf_predictions

WORDS = {"Billing": "invoice refund charge", "Tech": "crash login error", "Fraud": "stolen card"}


def tickets(n: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Texts of which every word but one is shared by all categories."""
    rng = np.random.default_rng(seed)
    labels = [str(label) for label in rng.choice(list(WORDS), n, p=[0.6, 0.3, 0.1])]
    common = [f"w{i}" for i in range(50)]
    texts = [f"{' '.join(rng.choice(common, 8))} {rng.choice(WORDS[y].split())}" for y in labels]
    return texts, labels


def test_labels_that_follow_the_text_are_found_to():
    texts, labels = tickets(300)
    signal = label_signal(labels, tfidf_predictions(texts, labels, np.arange(300) % 5))
    assert signal.follows
    assert signal.p_value <= 0.01
    assert "follow the text" in signal.sentence


def test_shuffled_labels_give_no_signal():
    texts, labels = tickets(300)
    shuffled = [str(label) for label in np.random.default_rng(1).permutation(labels)]
    signal = label_signal(shuffled, tfidf_predictions(texts, shuffled, np.arange(300) % 5))
    assert signal.follows is False
    assert "do not count on savings" in signal.sentence


def test_chance_is_rarely_taken_for_signal():
    rng = np.random.default_rng(2)
    found = [
        label_signal(rng.choice(["a", "b"], 200).tolist(), rng.choice(["a", "b"], 200).tolist())
        for _ in range(60)
    ]
    assert sum(bool(signal.follows) for signal in found) <= 3


def test_always_the_commonest_category_is_no_signal():
    signal = label_signal(["a"] * 90 + ["b"] * 10, ["a"] * 100)
    assert signal.follows is False


def test_copies_of_one_ticket_are_no_evidence():
    # Five tickets copied forty times each look like two hundred that are all right.
    labels = ["a", "b", "a", "b", "a"] * 40
    signal = label_signal(labels, labels, groups=[0, 1, 2, 3, 4] * 40)
    assert signal.follows is None
    assert signal.accuracy.n == 5


@pytest.mark.parametrize("labels", [["a", "b"] * 5, ["a"] * 100])
def test_too_few_tickets_or_one_category_give_no_verdict(labels: list[str]):
    signal = label_signal(labels, labels)
    assert signal.follows is None
    assert signal.p_value is None


def test_no_ticket_is_refused_plainly():
    with pytest.raises(EvaluationError, match="no labelled ticket"):
        label_signal([], [])


def test_the_text_baseline_never_sees_the_ticket_it_predicts():
    texts, labels = tickets(60)
    folds = np.arange(60) % 3
    turned = ["Fraud" if fold == 0 else label for label, fold in zip(labels, folds, strict=True)]
    one, other = (tfidf_predictions(texts, side, folds) for side in (labels, turned))
    assert [p for p, fold in zip(one, folds, strict=True) if fold == 0] == [
        p for p, fold in zip(other, folds, strict=True) if fold == 0
    ]


def test_texts_without_words_get_the_commonest_category():
    assert tfidf_predictions(["!", "?", "."], ["a", "a", "b"], np.array([0, 1, 1]))[0] == "a"
    assert tfidf_predictions(["!"] * 4, ["a", "b", "c", "b"], np.array([0, 1, 0, 1]))[0] == "b"
    assert tfidf_predictions(["!"] * 6, list("abcbaa"), np.array([0, 1] * 3))[1] == "a"


def test_one_fold_leaves_nothing_to_learn_from():
    with pytest.raises(EvaluationError, match="two folds"):
        tfidf_predictions(["x"], ["a"], np.array([0]))


def test_what_is_settled_without_a_shuffle_is_settled_the_same_way():
    rng = np.random.default_rng(3)
    for knows in (0.0, 0.1, 0.2, 0.5, 0.9):
        labels = rng.choice(list("abcd"), 400, p=[0.5, 0.3, 0.1, 0.1])
        said = np.where(rng.random(400) < knows, labels, rng.choice(list("abcd"), 400))
        hits = int((labels == said).sum())
        dealt = [int((rng.permutation(labels) == said).sum()) for _ in range(400)]
        p_value = label_signal(labels.tolist(), said.tolist()).p_value
        assert p_value >= np.mean(np.array(dealt) >= hits) - 0.05


def test_labels_of_forms_follow_the_text_although_no_other_text_teaches_them():
    """Sixty forms, each with a label of its own that nothing in its words tells."""
    rng = np.random.default_rng(3)
    of_form = rng.choice(["a", "b", "c"], 60).tolist()
    forms = rng.integers(60, size=600).tolist()
    labels = [of_form[form] for form in forms]
    guessed = rng.choice(["a", "b", "c"], 60).tolist()
    predicted = [guessed[form] for form in forms]
    found = label_signal(labels, predicted, forms)
    assert found.follows
    assert "100% of 60 texts carry the same label" in found.sentence
    shuffled = rng.permutation(labels).tolist()
    assert label_signal(shuffled, predicted, forms).follows is False
