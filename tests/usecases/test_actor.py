"""Every use case that changes a workspace asks who does it, and writes that name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jobs import Control, Jobs, Meter
from jobs.errors import ExpectedError
from routing.policy import Policy
from routing.routers.cascade import CascadeRule
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from store import policies, settings
from store.explorer.saved_queries import SavedQuery
from store.learning.topics import Topic
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from tests.conftest import ticket
from usecases import imports, workspace_settings
from usecases.actor import Actor, NotAllowed, Role
from usecases.labels import check
from usecases.learning import cold_start, training
from usecases.policy import changes
from usecases.queries import saved
from usecases.reviewing import decisions
from usecases.runs import defaults, drafts, execution, packing_trial
from usecases.runs.request import RunRequest
from usecases.taxonomy import edits, topic_names, topics

ROOT = Path(__file__).parents[2]
VIEWER = Actor("Vera", Role.VIEWER)
REVIEWER = Actor("Rita", Role.REVIEWER)
NOWHERE = Path("no models")
LLM = LlmRequest("compatible", "m", "http://localhost/v1")
PROMPT = {"version": "own 1", "instructions": "Choose a category."}
TOPIC = Topic(1, "A", "", (), "open", "words", 0.0, 3)


@dataclass(frozen=True, slots=True)
class Asked:
    """By whom, and of what, something is asked."""

    workspace: Workspace
    run: Run
    jobs: Jobs
    actor: Actor


Deed = Callable[[Asked], object]

OF_REVIEWERS: dict[str, Deed] = {
    "record": lambda on: decisions.record_review(
        on.workspace, Review(1, "", Verdict.SKIPPED), on.actor
    ),
    "undo": lambda on: decisions.undo_review(on.workspace, 1, on.actor),
    "send": lambda on: decisions.send_to_review(on.workspace, 1, on.actor, origin="x", run_id=None),
    "train": lambda on: training.start_learning(on.jobs, on.workspace, NOWHERE, on.actor),
    "guided start": lambda on: cold_start.start(on.jobs, on.workspace, NOWHERE, on.actor),
    "label check": lambda on: check.start_check(on.jobs, on.workspace, NOWHERE, on.actor),
    "save a query": lambda on: saved.save_query(
        on.workspace, SavedQuery("t", "SELECT 1", ""), on.actor
    ),
    "delete a query": lambda on: saved.delete_query(on.workspace, 1, on.actor),
    "forget": lambda on: saved.forget_history(on.workspace, on.actor),
}
OF_MANAGERS: dict[str, Deed] = {
    "run": lambda on: execution.start_run(
        on.jobs, on.workspace, RunRequest(), NOWHERE, actor=on.actor
    ),
    "resume": lambda on: execution.resume_run(
        on.jobs, on.workspace, on.run.run_id, NOWHERE, actor=on.actor
    ),
    "record a run": lambda on: execution.new_run(on.workspace, RunRequest(), actor=on.actor),
    "import": lambda on: imports.start_import(
        on.jobs, on.workspace, [NOWHERE], None, actor=on.actor
    ),
    "import here": lambda on: imports.import_file(
        on.workspace, NOWHERE, None, Control(), Meter(), actor=on.actor
    ),
    "remove": lambda on: imports.remove_import(on.workspace, 1, on.actor),
    "default": lambda on: defaults.make_default(on.workspace, on.run, on.actor),
    "cascade": lambda on: defaults.make_cascade_default(
        on.workspace, on.run, CascadeRule(0.8, 0.6), on.actor
    ),
    "draft": lambda on: drafts.keep(on.workspace, LLM, on.actor),
    "prompt": lambda on: drafts.save_prompt(on.workspace, PROMPT, on.actor),
    "trial": lambda on: packing_trial.start_trial(
        on.jobs, on.workspace, RunRequest("compatible", llm=LLM), Keys(), on.actor
    ),
    "policy": lambda on: changes.adopt_policy(
        on.workspace, on.run.run_id, Policy(0.9), {}, on.actor
    ),
    "taxonomy": lambda on: edits.save_taxonomy(
        on.workspace, Taxonomy((Category("C"),)), "test", on.actor
    ),
    "setting": lambda on: workspace_settings.choose(
        on.workspace, settings.SECOND_LOOKS, 0.1, on.actor
    ),
    "find topics": lambda on: topics.start(
        on.jobs, on.workspace, NOWHERE, topics.Search(), on.actor
    ),
    "accept a topic": lambda on: topics.accept(on.workspace, TOPIC, on.actor),
    "merge topics": lambda on: topics.merge(on.workspace, [TOPIC, TOPIC], on.actor),
    "split a topic": lambda on: topics.split(on.workspace, TOPIC, NOWHERE, on.actor),
    "rename a topic": lambda on: topics.rename(on.workspace, TOPIC, on.actor),
    "leave a topic out": lambda on: topics.leave_out(on.workspace, TOPIC, on.actor),
    "name topics": lambda on: topic_names.start(on.jobs, on.workspace, LLM, Keys(), on.actor),
}


def sure(key: int) -> tuple[str, float]:
    return "Billing", 0.9


def refusals(deeds: dict[str, Deed], asked: Asked) -> list[str]:
    """The deeds that are refused to the actor."""
    found = []
    for name, deed in deeds.items():
        try:
            deed(asked)
        except NotAllowed:
            found.append(name)
        except ExpectedError:
            # Impossible here, but not for want of a right.
            continue
    asked.jobs.stop_all()
    return found


def test_nothing_is_changed_by_somebody_who_may_not(workspace, measured):
    run, jobs = measured(sure, 4), Jobs()
    before = workspace.revision
    every = OF_REVIEWERS | OF_MANAGERS
    assert refusals(every, Asked(workspace, run, jobs, VIEWER)) == list(every)
    assert refusals(OF_MANAGERS, Asked(workspace, run, jobs, REVIEWER)) == list(OF_MANAGERS)
    assert workspace.revision == before
    assert jobs.at(str(workspace.path)) is None


def test_a_reviewer_may_do_what_reviewing_needs(workspace, measured):
    asked = Asked(workspace, measured(sure, 4), Jobs(), REVIEWER)
    assert refusals(OF_REVIEWERS, asked) == []


def test_a_review_stands_under_the_name_of_the_actor(workspace, fill):
    fill(workspace, [ticket(1)])
    review = Review(1, "somebody else", Verdict.CHOSEN, "Billing")
    number = decisions.record_review(workspace, review, REVIEWER)
    assert reviews.one(workspace, number).reviewer == "Rita"


def test_a_policy_says_who_chose_it(workspace, measured):
    run = measured(sure, 4)
    owner = Actor("Olga", Role.MANAGER)
    version = changes.adopt_policy(workspace, run.run_id, Policy(0.95), {"moved": 2}, owner)
    assert version.origin == {"moved": 2, "by": "Olga"}
    assert policies.of_run(workspace, run.run_id) == version


def taking_an_actor() -> dict[str, int | None]:
    """The use cases that ask who acts, by full name, with the place of that parameter."""
    found: dict[str, int | None] = {}
    for file in sorted((ROOT / "usecases").rglob("*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                places = [each.arg for each in node.args.args]
                if "actor" in places + [each.arg for each in node.args.kwonlyargs]:
                    found[f"{module}.{node.name}"] = (
                        places.index("actor") if "actor" in places else None
                    )
    return found


def unsigned(file: Path, known: dict[str, int | None]) -> list[str]:
    """The calls of such use cases that do not say who acts."""
    tree = ast.parse(file.read_text("utf-8"))
    names = {
        each.asname or each.name: f"{node.module}.{each.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = ast.unparse(call.func).split(".")
        name = ".".join([names.get(called[0], called[0]), *called[1:]])
        place = known.get(name, -1)
        if place == -1:
            continue
        said = any(word.arg in ("actor", None) for word in call.keywords)
        if not said and (place is None or len(call.args) <= place):
            found.append(f"{file.name}:{call.lineno} {name}")
    return found


def test_every_screen_and_command_says_who_acts():
    known = taking_an_actor()
    assert len(known) > 50
    files = [file for room in ("ui", "pages", "cli") for file in (ROOT / room).rglob("*.py")]
    assert [each for file in files for each in unsigned(file, known)] == []


def takes_an_actor(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return any(isinstance(a.annotation, ast.Name) and a.annotation.id == "Actor" for a in arguments)


def calls_of(function: ast.FunctionDef) -> set[str]:
    """The names of all that it calls, without the module before them."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "")
            for each in calls}  # fmt: skip


def test_every_use_case_that_is_told_who_acts_asks_for_a_role():
    files = sorted((Path(__file__).parents[2] / "usecases").rglob("*.py"))
    told = {
        node.name: calls_of(node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and takes_an_actor(node)
    }
    asking = {"require"}
    while more := {name for name, calls in told.items() if calls & asking} - asking:
        asking |= more
    assert len(asking) > 80
    assert {name for name in told if not name.startswith("_")} - asking == set()
