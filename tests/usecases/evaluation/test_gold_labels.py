"""Accepting a suggestion is no proof that it was right: no figure moves by it, on any surface."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.taxonomy import Taxonomy
from store import runs, settings, taxonomies, tickets  # fmt: skip
from store.exploring import misroutes
from store.learning import versions
from store.learning.versions import LearnFrom
from store.reviewing import bulk, locks, review_figures, reviews
from store.reviewing.locks import Holder
from store.reviewing.reviews import Review, Verdict
from store.reviewing.waiting import ReviewFilter, run_answer, waiting_tickets
from store.workspace import Workspace
from tests.conftest import Fill, filler, ticket
from usecases.business_case.run_evidence import run_evidence
from usecases.evaluation import figures as run_figures
from usecases.evaluation.blind_accuracy import blind_accuracy
from usecases.evaluation.evidence import evidence
from usecases.runs.labelled_history import history
from usecases.runs.request import RunRequest

NAMES = ("Billing", "Login", "Printer", "Returns")
COUNT = 500
ONE_BY_ONE = 30


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    return routed(workspace, fill)


def routed(workspace: Workspace, fill: Fill) -> Workspace:
    """500 tickets with known labels; the router is right on four of five, people on nine of ten."""
    draw = random.Random(7)
    given, decided = [], []
    for key in range(1, COUNT + 1):
        actual = draw.choice(NAMES)
        first = actual if draw.random() < 0.9 else draw.choice(NAMES)
        said = actual if draw.random() < 0.8 else draw.choice(NAMES)
        sure = draw.random()
        given.append(ticket(key, actual, first_category=first))
        disposition = Disposition.AUTO if sure > 0.6 else Disposition.REVIEW
        kind = None if disposition is Disposition.AUTO else ReviewKind.UNSURE
        other = Alternative(draw.choice(NAMES), sure / 2)
        decided.append(
            Decision(
                key, said, sure, "fake", alternatives=(other,), disposition=disposition,
                review_kind=kind,
            )
        )  # fmt: skip
    fill(workspace, given)
    taxonomies.save(workspace, Taxonomy.from_labels(NAMES), "test")
    runs.start(workspace, "fake", {}, 1)
    runs.RunJournal(workspace, 1).write(decided)
    settings.BLIND_LOOKS.set(workspace, 0.0)
    return workspace


def figures(workspace: Workspace) -> str:
    """Everything that the screens, the command line and the explorer say of right and wrong."""
    score, shares = run_figures.score(workspace, 1), run_figures.run_figures(workspace, 1)
    dial = evidence(workspace, 1).dial(PrecisionTargets(0.9))
    found: dict[str, Any] = {
        "score": score.evaluation, "people": score.baselines, "shares": shares,
        "misroutes of people": run_figures.human_misroutes(tickets.facts(workspace)),
        "claim": run_evidence(workspace, 1),
        "dial": (dial.policy(), dial.coverage, dial.achieved, dial.reasons),
        "judged by": [(t.key, t.category) for t in versions.gold(workspace)],
        "kinds": misroutes.cells(workspace, tickets.Filters(), 1).sort_values(
            ["kind", "start", "finish"]
        ).to_dict("list"),
    }  # fmt: skip
    for view in ("v_accuracy", "v_misroutes", "v_decisions"):
        with workspace.reading() as cursor:
            found[view] = cursor.table(view).order("ALL").fetchall()
    return json.dumps(found, default=repr, sort_keys=True)


def accept_everything(workspace: Workspace) -> int:
    """Two reviewers press "1" on the first tickets that wait, and accept the rest in bulk."""
    accepted = 0
    holders = Holder("Ana", "tab 1"), Holder("Ben", "tab 2")
    queue = waiting_tickets(workspace, 1, ReviewFilter(), frozenset())
    while held := locks.hold(workspace, queue, holders[accepted % 2], second_looks=0.1):
        claim = held[0]
        said = run_answer(workspace, 1, claim.ticket_key).category
        given = Review(
            claim.ticket_key, holders[accepted % 2].reviewer, Verdict.CHOSEN, said, run_id=1,
            blind=claim.blind,
        )  # fmt: skip
        locks.decide(workspace, given, holders[accepted % 2])
        accepted += 1
        if accepted == ONE_BY_ONE:
            break
    everything = bulk.candidates(workspace, 1, ReviewFilter())
    return accepted + bulk.accept(workspace, everything, 1, holders[0], "all of them")


@dataclass(frozen=True)
class Accepted:
    """A desk whose suggestions were all accepted, with what was known of it before."""

    workspace: Workspace
    reviews: int
    figures: str
    history: dict[int, str | None]


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accepted]:
    folder = tmp_path_factory.mktemp("accepted")
    workspace = routed(Workspace(folder / "desk.duckdb", "the tests"), filler(folder))
    before = figures(workspace), learned(workspace)
    yield Accepted(workspace, accept_everything(workspace), *before)
    workspace.close()


def learned(workspace: Workspace) -> dict[int, str | None]:
    """What a run may learn from now."""
    return {t.key: t.category for t in history(workspace, RunRequest().text)}


def test_two_reviewers_accept_everything_and_no_figure_moves(accepted):
    assert accepted.reviews > 280
    assert figures(accepted.workspace) == accepted.figures


def test_correcting_auto_routed_tickets_in_view_of_the_suggestion_moves_no_figure_either(desk):
    before = figures(desk)
    for key in range(1, 40):
        reviews.record(desk, Review(key, "Ana", Verdict.CHOSEN, "Billing", origin="misroutes"))
    assert figures(desk) == before
    assert review_figures.by_basis(desk) == {"shown": 39}


def test_what_was_accepted_is_learned_from_by_choice(accepted):
    desk = accepted.workspace
    # A version at work that has learned from all of them.
    settings.LEARN_FROM.set(desk, LearnFrom.GOLD)
    by_the_export = {t.key: t.category for t in versions.labelled(desk)}
    settings.LEARN_FROM.set(desk, LearnFrom.ALL)
    assert {t.key: t.category for t in versions.labelled(desk)} != by_the_export
    assert {t.key: t.category for t in versions.gold(desk)} == by_the_export


def test_a_run_learns_from_nothing_newer_than_the_version_at_work(accepted):
    assert learned(accepted.workspace) == accepted.history


def test_blind_looks_at_known_tickets_tell_how_far_the_labels_can_be_trusted(desk):
    settings.BLIND_LOOKS.set(desk, 1.0)
    before = figures(desk)
    known = {t.key: t.category for t in tickets.labelled(desk)}
    for key in range(1, 101):
        said = "Billing" if key % 10 == 0 else known[key]
        reviews.record(desk, _look(key, said))
    found = blind_accuracy(desk, 1)
    assert found.as_exported.n == 100
    assert 0.9 <= found.as_exported.value < 1
    assert found.overall.n == 100
    assert figures(desk) == before


def _look(key: int, category: str) -> Review:
    return Review(
        key, "Ana", Verdict.CHOSEN, category, run_id=1, basis=reviews.Basis.BLIND, chance=1.0
    )
