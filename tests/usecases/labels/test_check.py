"""The check of a workspace's labels, in the background."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from jobs import Control, Jobs, Meter
from jobs.control import Cancelled
from store import tickets
from store.learning import label_checks
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.tickets import Filters
from tests.conftest import ticket
from usecases.labels import check as label_check

NO_MODEL = Path("no model here")
WORDS = {
    "Billing": ["invoice", "refund", "charge", "payment", "receipt", "price", "tax"],
    "Fraud": ["stolen", "hacked", "phishing", "password", "thief", "strange", "alert"],
}
FILLER = [f"{a}{b}" for a in ("shop", "cake", "bike", "rose", "book") for b in "abcdefghij"]


def desk(flipped=(), *, follow: bool = True) -> list:
    """Eighty tickets whose words tell the category, but for some labels."""
    draw, made = random.Random(3), []
    for key in range(1, 81):
        truth = "Billing" if key % 2 else "Fraud"
        spoken = draw.choices(WORDS[truth], k=4) + draw.choices(FILLER, k=6)
        label = truth if follow else draw.choice(list(WORDS))
        if key in flipped:
            label = "Fraud" if truth == "Billing" else "Billing"
        made.append(ticket(key, label, body=" ".join(spoken)))
    return made


def check(workspace) -> str:
    return label_check.check(workspace, NO_MODEL, Control(), Meter())


def test_flipped_labels_are_found_and_lead_the_list(workspace, fill):
    fill(workspace, desk(flipped=(10, 33)))
    assert not label_check.is_fresh(workspace)
    assert check(workspace) == "finished"
    assert label_check.is_fresh(workspace)
    assert label_checks.counts(workspace)[0] == 80
    doubtful = tickets.keys(workspace, Filters(outcome="doubtful"), None).tolist()
    assert set(doubtful[:2]) == {10, 33}
    found = label_checks.of_ticket(workspace, 10)
    assert (found.category, found.suggested) == ("Billing", "Fraud")
    assert found.agreeing >= 2


def test_a_label_that_a_person_corrected_leaves_the_list_and_stays_the_label(workspace, fill):
    fill(workspace, desk(flipped=(10,)))
    check(workspace)
    reviews.record(workspace, Review(10, "Ann", Verdict.CHOSEN, "Fraud", origin="misroutes"))
    assert label_check.is_fresh(workspace)
    assert tickets.one(workspace, 10).category == "Billing"
    assert 10 not in tickets.keys(workspace, Filters(outcome="doubtful"), None)


def test_labels_that_follow_no_text_are_not_listed_as_wrong(workspace, fill):
    fill(workspace, desk(follow=False))
    check(workspace)
    assert label_checks.counts(workspace) == (0, 0)
    assert "do not follow the text" in label_checks.verdict(workspace)


@pytest.mark.parametrize("tickets_", [desk()[:9], [ticket(key, "A") for key in range(1, 50)]])
def test_too_few_labels_or_categories_are_said_to_be_too_few(workspace, fill, tickets_):
    fill(workspace, tickets_)
    check(workspace)
    assert label_checks.verdict(workspace) == label_check.TOO_FEW
    assert label_check.is_fresh(workspace)


def test_spelling_of_a_label_is_kept_and_never_suggested_in_its_place(workspace, fill):
    fill(workspace, [*desk(), ticket(99, "billing ", body="stolen hacked phishing password")])
    check(workspace)
    found = label_checks.of_ticket(workspace, 99)
    assert (found.category, found.suggested) == ("billing ", "Fraud")


def test_a_cancelled_check_leaves_the_earlier_one_standing(workspace, fill):
    fill(workspace, desk(flipped=(10,)))
    check(workspace)
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        label_check.check(workspace, NO_MODEL, control, Meter())
    assert label_checks.counts(workspace)[0] == 80


def test_a_check_that_is_going_on_is_not_started_twice(workspace, fill):
    fill(workspace, desk())
    jobs = Jobs()
    first = label_check.start_check(jobs, workspace, NO_MODEL)
    assert label_check.start_check(jobs, workspace, NO_MODEL) is first or not first.live
    first.wait(60)
    assert first.outcome == "finished"
    assert jobs.at(str(workspace.path)) is None
