"""Whoever is asked answers alike: command line, API, queue, Lambda handler and cloud function.

`python -m routing route` says what is right; its run is published, and every door opens that file.
"""

from __future__ import annotations

import base64
import csv
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("celery")

from cli import routing as routing_commands
from cli import store as store_commands
from routing.ticket import Ticket
from service import aws, functions, gcp
from service.events import EventOutcome, RoutedEvent, TicketEvent
from service.pipeline.broker import Queue
from service.pipeline.resources import StepResources
from service.pipeline.sweeper import Sweeper
from service.pipeline.worker import Worker
from service.serving.opening import opener
from service.storage.paid_answers import Answers
from settings import Settings
from tests.conftest import ticket
from tests.extras.conftest import Running, serving, webhook
from tests.routing.conftest import LABELLED

BODIES = (
    "refund of my invoice", "login error after the update", "zebra", "the price on the receipt",
    "payment refused, then a crash of the screen", "server", "Rechnung stimmt nicht", "???",
    "charged twice for one invoice", "update, please", "receipt\n\nlogin", "error error error",
)  # fmt: skip
TICKETS = [ticket(n, id=f"T{n}", subject=f"No. {n}", body=b) for n, b in enumerate(BODIES)]
Answer = tuple[str, float, str]


@dataclass
class Messages:
    """A message queue that only holds what is given to it."""

    held: dict[Queue, list[str]] = field(default_factory=lambda: {each: [] for each in Queue})

    def publish(self, queue: Queue, body: str) -> None:
        self.held[queue].append(body)

    def waiting(self, queues=tuple(Queue)) -> int:
        return sum(len(self.held[each]) for each in queues)


def write_tickets(file: Path, tickets: list[Ticket]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "subject", "body", "category"])
        writer.writerows([t.id, t.subject, t.body, t.category or ""] for t in tickets)
    return file


@dataclass(frozen=True)
class Routed:
    """What the command line answered, and the profile of its run."""

    answers: dict[str, Answer]
    profile: Path


@pytest.fixture(scope="module")
def routed(tmp_path_factory) -> Routed:
    folder = tmp_path_factory.mktemp("routed")
    file = write_tickets(folder / "live.csv", TICKETS)
    history = write_tickets(folder / "labelled.csv", LABELLED)
    out, workspace, profile = folder / "out.csv", folder / "w.duckdb", folder / "p.profile"
    words = ["route", file, "--history", history, "--out", out, "--workspace", workspace]
    assert routing_commands.main([*map(str, words), "--threshold", "0.6"]) == 0
    assert store_commands.main(["publish", str(workspace), "--out", str(profile)]) == 0
    with out.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    told = [(r["predicted_category"], r["confidence"], r["disposition"]) for r in rows]
    return Routed({r["id"]: answer(*each) for r, each in zip(rows, told, strict=True)}, profile)


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


def answer(category: str, confidence: float | str, disposition: str) -> Answer:
    return category, round(float(confidence), 4), disposition


def shown(decisions: list[dict]) -> dict[str, Answer]:
    return {d["id"]: answer(d["category"], d["confidence"], d["disposition"]) for d in decisions}


def as_json(one: Ticket) -> dict[str, str]:
    return {"id": one.id, "subject": one.subject, "body": one.body}


ASKED = json.dumps({"tickets": [as_json(each) for each in TICKETS]})


def test_the_tickets_are_worth_comparing(routed):
    """Both categories and more than one disposition: equal answers say something."""
    assert len({each[0] for each in routed.answers.values()}) > 1
    assert len({each[2] for each in routed.answers.values()}) > 1
    assert len(routed.answers) == len(TICKETS)


def test_the_api_answers_as_the_command_line_together_and_one_by_one(routed, live):
    together = live.client.post("/v1/route", content=ASKED).json()["decisions"]
    alone = [
        live.client.post("/v1/route", json={"tickets": [as_json(each)]}).json()["decisions"][0]
        for each in TICKETS
    ]
    assert shown(together) == routed.answers
    assert shown(alone) == routed.answers


def test_the_queue_answers_as_the_command_line_from_webhook_to_outcome(routed, live):
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
    found = {
        name: answer(decision.category, decision.confidence, decision.disposition.value)
        for name, decision in given
    }
    assert found == routed.answers
    for each in outcomes:
        inbox.close(each)
    kept = [live.client.get(f"/v1/decisions/{o.event.ticket}").json() for o in outcomes]
    assert shown([each["decision"] for each in kept]).items() <= routed.answers.items()
    assert {each["outcome"] for each in kept} == {"review"}


@pytest.mark.usefixtures("deployed")
def test_the_lambda_handler_answers_as_the_command_line_by_queue_and_by_url(routed):
    records = [{"messageId": each.id, "body": json.dumps(as_json(each))} for each in TICKETS]
    told = aws.handler({"Records": records})
    assert told["batchItemFailures"] == []
    assert shown(told["decisions"]) == routed.answers
    by_url = aws.handler({"body": ASKED})
    assert shown(json.loads(by_url["body"])["decisions"]) == routed.answers


@pytest.mark.usefixtures("deployed")
def test_the_cloud_functions_answer_as_the_command_line(routed, capsys):
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
