"""Whoever is asked answers alike: command line, API, queue, Lambda handler and cloud function.

A run says what is right: that of `python -m routing route`, and one of a cascade, which asks a
provider about what the first is not sure of. Both fill fields, know parents of categories and meet
tickets in other languages. The run is published, and every door opens that file.
"""

from __future__ import annotations

import base64
import csv
import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("celery")

from cli import routing as routing_commands
from cli import store as store_commands
from jobs import Control, Meter
from routing.routers.cascade import CascadeRule
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from service import aws, functions, gcp
from service.decision_record import shown_decision
from service.events import EventOutcome, RoutedEvent, TicketEvent
from service.pipeline.broker import Queue
from service.pipeline.resources import StepResources
from service.pipeline.sweeper import Sweeper
from service.pipeline.worker import Worker
from service.serving.opening import opener
from service.storage.paid_answers import Answers
from settings import Settings
from store import imports, runs
from store.workspace import Workspace
from tests.conftest import ticket
from tests.extras.conftest import Running, serving, webhook
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import provider
from usecases.fields.definitions import save_fields
from usecases.imports import import_file
from usecases.runs.execution import new_run, perform
from usecases.runs.prediction_export import write_predictions
from usecases.runs.request import RunRequest
from usecases.taxonomy.edits import save_taxonomy

WORDS = {
    "Billing": ("refund", "invoice", "charged", "payment", "price", "receipt"),
    "Login": ("error", "password", "login", "screen", "reset", "account"),
    "Outage": ("error", "crash", "down", "screen", "update", "server"),
}
TAXONOMY = Taxonomy((
    Category("Billing"), Category("Login", parent="Product"), Category("Outage", parent="Product"),
    Category("Product"),
))  # fmt: skip
FIELDS = """
[[field]]
name = "Language"
kind = "language"
[[field]]
name = "Priority"
kind = "learned"
column = "priority"
read = ["plan"]
precision = 0.5
"""
BODIES = (
    "refund of my invoice", "login error after the update", "zebra", "the price on the receipt",
    "payment refused, then a crash of the screen", "server", "screen error", "error of the screen",
    "Ich habe eine Rechnung bekommen und verstehe nicht, warum der Betrag so hoch ist.", "???",
    "Je ne peux plus me connecter depuis la mise à jour, pouvez-vous m'aider ?",
    "請求書の金額が間違っています。返金してください。",
    "charged twice for one invoice", "update, please", "receipt\n\nlogin", "error error error",
)  # fmt: skip
TICKETS = [
    ticket(n, id=f"T{n}", subject=f"No. {n}", body=b,
           attributes=(("plan", "gold" if n % 2 else "free"),))
    for n, b in enumerate(BODIES)
]  # fmt: skip
HISTORY = [
    ticket(
        100 + 20 * row + place, name, id=f"H{20 * row + place}", subject="",
        body=f"{words[place % 6]} {words[(place + row + 1) % 6]} case{row}x{place}",
        attributes=(("plan", "gold" if place % 2 else "free"),
                    ("priority", "high" if place % 2 else "low")),
    )
    for row, (name, words) in enumerate(WORDS.items())
    for place in range(1, 15)
]  # fmt: skip


class Answer(NamedTuple):
    """What has to be equal. parent: "" for none; fields: the value of each by its name."""

    category: str
    confidence: float
    disposition: str
    parent: str
    problems: str
    fields: frozenset[tuple[str, str]]


@dataclass
class Messages:
    """A message queue that only holds what is given to it."""

    held: dict[Queue, list[str]] = field(default_factory=lambda: {each: [] for each in Queue})

    def publish(self, queue: Queue, body: str) -> None:
        self.held[queue].append(body)

    def waiting(self, queues=tuple(Queue)) -> int:
        return sum(len(self.held[each]) for each in queues)


def write_tickets(file: Path, given: list[Ticket]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "subject", "body", "category", "plan", "priority"])
        for each in given:
            known = dict(each.attributes)
            writer.writerow(
                [each.id, each.subject, each.body, each.category or "", known["plan"],
                 known.get("priority", "")]
            )  # fmt: skip
    return file


@dataclass(frozen=True)
class Routed:
    """What a run answered for the tickets without a label, and its profile.

    asks: whether it asks a model, which names no second category that a parent could be sure by.
    """

    answers: dict[str, Answer]
    profile: Path
    asks: bool


def by_command(workspace: Path, file: Path, out: Path) -> None:
    """The run of `python -m routing route`."""
    taxonomy = file.with_name("taxonomy.toml")
    taxonomy.write_text(TAXONOMY.to_toml(), "utf-8")
    words = ["route", file, "--taxonomy", taxonomy, "--out", out, "--workspace", workspace]
    assert routing_commands.main([*map(str, words), "--threshold", "0.6"]) == 0


def by_cascade(workspace: Path, file: Path, out: Path, address: str) -> None:
    """A run that asks the provider at that address about what the first is not sure of."""
    settings = Settings.from_environment()
    llm = LlmRequest("compatible", "fake", address, price=(1.0, 1.0, 1.0))
    request = RunRequest("cascade", llm=llm, cascade=CascadeRule(sure=0.7, accepted=0.97))
    with closing(Workspace(workspace, "the tests")) as opened:
        import_file(opened, file, None, Control(), Meter())
        save_taxonomy(opened, TAXONOMY, "the tests")
        run = new_run(opened, request)
        perform(opened, run, settings.models, Control(), Meter(), keys=settings.keys)
        assert runs.one(opened, run.run_id).decided == len(TICKETS) + len(HISTORY)
        write_predictions(opened, run.run_id, imports.all_of(opened)[0].import_id, file, out)


@pytest.fixture(scope="module", params=["by command", "by cascade"])
def routed(request, tmp_path_factory) -> Iterator[Routed]:
    folder = tmp_path_factory.mktemp("routed")
    file = write_tickets(folder / "tickets.csv", [*HISTORY, *TICKETS])
    out, workspace, profile = folder / "out.csv", folder / "w.duckdb", folder / "p.profile"
    with closing(Workspace(workspace, "the tests")) as opened:
        save_fields(opened, FIELDS)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ROUTECASE_API_KEY", "key")
        with provider(Behaviour(latency=0.0, jitter=0.0)) as running:
            if request.param == "by command":
                by_command(workspace, file, out)
            else:
                by_cascade(workspace, file, out, running.base_url)
            assert store_commands.main(["publish", str(workspace), "--out", str(profile)]) == 0
            yield Routed(told(out), profile, request.param == "by cascade")


@pytest.fixture(scope="module")
def live(routed, tmp_path_factory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("live")
    with serving(routed.profile, folder, opener(Settings.from_environment())) as running:
        yield running


@pytest.fixture
def deployed(routed, monkeypatch):
    monkeypatch.setenv("ROUTECASE_PROFILE", str(routed.profile))
    functions.opened.cache_clear()
    yield
    functions.opened.cache_clear()


def told(out: Path) -> dict[str, Answer]:
    """What the file of predictions says of the tickets without a label."""
    with out.open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["id"].startswith("T")]
    return {
        row["id"]: Answer(
            row["predicted_category"], round(float(row["confidence"]), 4), row["disposition"],
            row["parent"], row["problems"],
            frozenset((name, row[name]) for name in ("Language", "Priority")),
        )
        for row in rows
    }  # fmt: skip


def shown(decisions: list[dict[str, Any]]) -> dict[str, Answer]:
    """The same of decisions as every door gives them."""
    return {
        d["id"]: Answer(
            d["category"], round(d["confidence"], 4), d["disposition"],
            d["parent"]["category"] if d["parent"] else "",
            " | ".join(each["category"] for each in d["problems"]),
            frozenset((each["name"], each["value"]) for each in d["fields"]),
        )
        for d in decisions
    }  # fmt: skip


def as_json(one: Ticket) -> dict[str, Any]:
    return {"id": one.id, "subject": one.subject, "body": one.body,
            "attributes": dict(one.attributes)}  # fmt: skip


ASKED = json.dumps({"tickets": [as_json(each) for each in TICKETS]})


def test_the_tickets_are_worth_comparing(routed):
    """Several categories, dispositions, languages and values: equal answers say something."""
    answers = routed.answers.values()
    assert len(answers) == len(TICKETS)
    assert len({each.category for each in answers}) > 1
    assert len({each.disposition for each in answers}) > 1
    values = {pair for each in answers for pair in each.fields}
    assert routed.asks or "Product" in {each.parent for each in answers}, "sure of it alone"
    assert {("Priority", "high"), ("Priority", "low"), ("Language", "German")} <= values


def test_the_api_answers_as_the_run_together_and_one_by_one(routed, live):
    together = live.client.post("/v1/route", content=ASKED).json()["decisions"]
    alone = [
        live.client.post("/v1/route", json={"tickets": [as_json(each)]}).json()["decisions"][0]
        for each in TICKETS
    ]
    assert shown(together) == routed.answers
    assert shown(alone) == routed.answers


def test_the_queue_answers_as_the_run_from_webhook_to_outcome(routed, live):
    messages, inbox = Messages(), live.service.inbox
    for each in TICKETS:
        event = {"event": f"E{each.id}", "ticket": {**as_json(each), "group": "1"}}
        assert webhook(live, json.dumps(event).encode()).status_code == 202
    Sweeper(inbox, messages, time.time).sweep()
    answers = Answers(live.service.database, "tests", lambda _worker: False)
    around = StepResources(inbox, messages, time.time, time.sleep)
    worker = Worker(around, answers, live.service.router, frozenset({"zendesk"}))
    for body in messages.held[Queue.TICKETS]:
        worker.handle(TicketEvent.from_json(body))
    to_write = [RoutedEvent.from_json(body) for body in messages.held[Queue.DESK]]
    outcomes = [EventOutcome.from_json(body) for body in messages.held[Queue.OUTCOMES]]
    given = [(r.event.ticket, r.decision) for r in to_write]
    given += [(o.event.ticket, o.routed.decision) for o in outcomes]
    assert shown([shown_decision(*each) for each in given]) == routed.answers
    for each in outcomes:
        inbox.close(each)
    kept = [live.client.get(f"/v1/decisions/{o.event.ticket}").json() for o in outcomes]
    assert shown([each["decision"] for each in kept]).items() <= routed.answers.items()
    assert {each["outcome"] for each in kept} == {"review"}


@pytest.mark.usefixtures("deployed")
def test_the_lambda_handler_answers_as_the_run_by_queue_and_by_url(routed):
    records = [{"messageId": each.id, "body": json.dumps(as_json(each))} for each in TICKETS]
    answered = aws.handler({"Records": records})
    assert answered["batchItemFailures"] == []
    assert shown(answered["decisions"]) == routed.answers
    by_url = aws.handler({"body": ASKED})
    assert shown(json.loads(by_url["body"])["decisions"]) == routed.answers


@pytest.mark.usefixtures("deployed")
def test_the_cloud_functions_answer_as_the_run(routed, capsys):
    body, status, _ = gcp.http(SimpleNamespace(get_data=ASKED.encode))
    assert status == 200
    assert shown(json.loads(body)["decisions"]) == routed.answers
    for each in TICKETS:
        data = base64.b64encode(json.dumps(as_json(each)).encode()).decode()
        gcp.pubsub(SimpleNamespace(data={"message": {"data": data}}))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert shown(lines) == routed.answers


@pytest.mark.usefixtures("deployed")
def test_every_door_names_the_same_profile(live):
    names = {
        live.client.post("/v1/route", content=ASKED).json()["profile"],
        json.loads(functions.route(ASKED))["profile"],
        json.loads(aws.handler({"body": ASKED})["body"])["profile"],
    }
    assert len(names) == 1
