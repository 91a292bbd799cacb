"""Reviews become what the router knows, and a worse router is not put to work."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from jobs import Control, Jobs, Meter
from jobs.control import Cancelled
from routing.errors import RouterError
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from store import taxonomies, tickets
from store.learning import versions as kept
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from store.workspace import Workspace
from tests.conftest import Fill, filler, ticket
from usecases.learning import training
from usecases.reviewing.order import in_teaching_order
from usecases.runs import labelled_history
from usecases.runs.execution import new_run, perform
from usecases.runs.request import RunRequest

NO_MODEL = Path("no model")
SAID = {
    "Billing": ["refund", "invoice", "charged", "payment", "price", "receipt", "euro", "overpaid"],
    "Technical": ["error", "crash", "login", "screen", "update", "server", "frozen", "browser"],
    "Delivery": ["parcel", "courier", "late", "address", "tracking", "box", "damaged", "doorstep"],
}
NAMES = tuple(SAID)
TAXONOMY = Taxonomy(tuple(Category(name) for name in NAMES))


def actual(key: int) -> str:
    """The category that ticket really belongs to."""
    return NAMES[key % 3]


def written(key: int, label: str | None) -> Ticket:
    """A ticket whose words tell its category, beside noise that is all its own."""
    draw = random.Random(key)
    said = draw.choices(SAID[actual(key)], k=2)
    noise = ["".join(draw.choices("abcdefghij", k=4)) for _ in range(6)]
    return ticket(key, label, subject="", body=" ".join(said + noise))


def fresh(path: Path, size: int, labelled: int, fill: Fill) -> Workspace:
    """A workspace of so many tickets, the first of which carry a label by their export."""
    workspace = Workspace(path / "desk.duckdb", "the tests")
    taxonomies.save(workspace, TAXONOMY, "the tests")
    keys = range(1, size + 1)
    fill(workspace, [written(k, actual(k) if k <= labelled else None) for k in keys])
    return workspace


@pytest.fixture
def desk(tmp_path: Path, fill: Fill) -> Iterator[Callable[..., Workspace]]:
    made: list[Workspace] = []

    def of(size: int, labelled: int) -> Workspace:
        made.append(fresh(tmp_path, size, labelled, fill))
        return made[-1]

    yield of
    made[0].close()


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A desk of 300 tickets, 180 labelled by the export, that has learned from 60 reviews."""
    folder = tmp_path_factory.mktemp("taught")
    workspace = fresh(folder, 300, 180, filler(folder))
    review(workspace, range(181, 241))
    learn(workspace)
    yield workspace
    workspace.close()


def review(workspace: Workspace, keys: Iterable[int], wrong: int = 0, **known: object) -> None:
    """Label the tickets, all of them right or all of them wrong."""
    given = [Review(k, "Ann", Verdict.CHOSEN, actual(k + wrong), **known) for k in keys]
    reviews.record_all(workspace, given)


def learn(workspace: Workspace) -> kept.Version:
    training.learn(workspace, NO_MODEL, Control(), Meter())
    return kept.versions(workspace)[0]


def learned(workspace: Workspace) -> dict[int, str | None]:
    """What a run may learn from now."""
    return {t.key: t.category for t in labelled_history.history(workspace, lambda t: t.text)}


def test_reviews_are_learned_and_a_router_that_is_not_worse_is_put_to_work(taught):
    version = kept.at_work(taught)
    assert version.put_to_work
    assert version.held_back
    assert version.accuracy.value >= version.before
    assert version.difference.n == version.accuracy.n >= 30
    assert "held-back tickets" in version.why
    assert len(learned(taught)) == version.labels
    assert learned(taught).keys() & set(range(181, 241))


def test_the_learning_curve_has_intervals_and_ends_with_the_version(taught):
    version = kept.at_work(taught)
    points = kept.curve(taught, version.version_id)
    assert len(points) >= 4
    assert [p.labels for p in points] == sorted(p.labels for p in points)
    assert points[-1].labels == version.labels
    assert points[-1].accuracy.value == version.accuracy.value
    assert all(p.accuracy.interval.low <= p.accuracy.value for p in points)


def test_the_proposal_of_the_dial_can_be_put_in_force(taught):
    version = kept.at_work(taught)
    assert version.proposal["asked"] == 0.95
    policy = training.adopt_proposal(taught, version)
    assert policy.policy.threshold == version.proposal["threshold"]
    assert policy.origin["version_id"] == version.version_id


def test_every_fifth_review_measures_and_the_others_teach(taught):
    run = new_run(taught, RunRequest())
    assert perform(taught, run, NO_MODEL, Control(), Meter()) == "finished"
    keys = list(range(241, 301))
    line = pa.table({"ticket_key": keys, "place": range(60)})
    order = in_teaching_order(taught, run.run_id, line)["ticket_key"].to_pylist()
    assert sorted(order) == keys
    held = set(kept.held_of_run(taught, run.run_id).tolist()) & set(keys)
    assert len(held) >= 5
    assert [key in held for key in order[:25]] == [(i + 1) % 5 == 0 for i in range(25)]


def test_an_empty_line_stays_empty(taught):
    line = pa.table({"ticket_key": pa.array([], pa.int64()), "place": pa.array([], pa.int64())})
    assert in_teaching_order(taught, 1, line).num_rows == 0


def test_a_router_that_learned_mostly_wrong_labels_is_not_put_to_work_until_they_are_taken_back(
    desk,
):
    workspace = desk(350, 200)
    before = learned(workspace)
    review(workspace, range(201, 351), wrong=1)
    version = learn(workspace)
    assert version.held_back
    assert not version.put_to_work
    assert version.why.startswith("Not put to work, because it is worse: right on")
    assert version.accuracy.value < version.before
    # Held-back tickets are taken out of what is learned; nothing else has changed.
    assert learned(workspace).items() <= before.items()

    for key in range(201, 351):
        reviews.undo(workspace, reviews.of_ticket(workspace, key)[0].review_id, "Ben")
    review(workspace, range(311, 351))
    assert learn(workspace).put_to_work
    assert learned(workspace).keys() & set(range(201, 311)) == set()
    assert learned(workspace).keys() & set(range(311, 351))


def test_held_back_tickets_and_their_near_duplicates_are_never_learned_from(desk, fill):
    workspace = desk(200, 150)
    kept.hold_back(workspace)
    review(workspace, range(151, 201))
    held = kept.held_back_keys(workspace)
    assert 20 <= len(held) <= 60
    assert max(held) > 150
    double = tickets.one(workspace, min(held))
    copied = ticket(1, double.category, id="copy", subject="", body=double.body)
    fill(workspace, [copied], "two")
    assert learned(workspace).keys() & {*held, 201} == set()


def test_a_text_that_comes_often_is_learned_or_held_back_as_a_whole(workspace, fill):
    often = [
        ticket(k, "A", subject="", body=f"template {'abcd'[k % 4]} " * 5) for k in range(1, 201)
    ]
    fill(workspace, often)
    kept.hold_back(workspace)
    learned_from = learned(workspace).keys()
    for group in range(4):
        members = {k for k in range(1, 201) if k % 4 == group}
        assert members <= learned_from or not members & learned_from
    assert learned_from


def test_a_desk_without_labels_learns_at_once_and_wrong_labels_cannot_vouch_for_themselves(desk):
    workspace = desk(80, 0)
    review(workspace, range(1, 41), basis=Basis.GUIDED, chance=0.3)
    assert len(learned(workspace)) == 40
    version = learn(workspace)
    assert version.put_to_work
    assert not version.held_back
    assert "out of fold" in version.why

    review(workspace, range(41, 81), wrong=1)
    assert not learn(workspace).put_to_work
    assert max(learned(workspace)) <= 40


def test_accepted_suggestions_alone_are_nothing_to_judge_a_router_by(desk):
    workspace, jobs = desk(100, 0), Jobs()
    review(workspace, range(1, 61))
    with pytest.raises(RouterError, match="Only 0 labels to judge a router by"):
        training.learn(workspace, NO_MODEL, Control(), Meter())
    training.train_if_due(jobs, workspace, NO_MODEL)
    assert jobs.at(training.job_key(workspace)) is None


def test_the_next_training_starts_by_itself_once_enough_labels_are_new(desk):
    workspace, jobs = desk(100, 30), Jobs()
    review(workspace, range(31, 55))
    training.train_if_due(jobs, workspace, NO_MODEL)
    assert jobs.at(training.job_key(workspace)) is None
    review(workspace, [55])
    training.train_if_due(jobs, workspace, NO_MODEL)
    job = jobs.at(training.job_key(workspace))
    job.wait(60)
    assert job.outcome.startswith("Version 1. ")
    assert training.new_labels(workspace) == 0


def test_too_few_labels_are_said_in_one_sentence(desk):
    workspace = desk(30, 0)
    review(workspace, range(1, 6))
    with pytest.raises(RouterError, match=r"Only \d labelled tickets .* review at least 20"):
        training.learn(workspace, NO_MODEL, Control(), Meter())


def test_training_can_be_cancelled(desk):
    workspace, control = desk(100, 60), Control()
    control.cancel()
    with pytest.raises(Cancelled):
        training.learn(workspace, NO_MODEL, control, Meter())
    assert kept.versions(workspace) == []
