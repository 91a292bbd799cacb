"""Forty questions of the trade: the answers kept beside this file run, and agree with pandas."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from routing.decision import Decision, Disposition
from routing.routers.llm.endpoint import Endpoint
from store import runs
from store.sandbox.statement import checked
from store.workspace import Workspace
from tests.conftest import filler, ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import provider
from usecases.queries.ask_in_words import SqlDraft, Turn, message, write_sql

KEPT = tomllib.loads(Path(__file__).with_name("ask_in_words_answers.toml").read_text("utf-8"))
CATEGORIES = ("Billing", "Fraud", "Delivery", "Account")
CHANNELS, LANGUAGES, PLANS = ("mail", "chat", "web"), ("en", "en", "de"), ("free", "pro")
PRIORITIES = ("low", "normal", "urgent")


def known(n: int) -> dict[str, Any]:
    """What is known of a ticket, and what the router decided on it; all of it by its number."""
    category = CATEGORIES[n * n % 11 % 4]
    made = datetime(2026, 1, 1, n * 7 % 24) + timedelta(days=n * 13 % 90)  # noqa: DTZ001
    confidence = (n * 37 % 100) / 100
    return {
        "id": f"T-{n}", "category": None if n % 29 == 0 else category,
        "first_category": CATEGORIES[(n // 5) % 4] if n % 6 == 0 else category,
        "channel": CHANNELS[n % 3], "language": LANGUAGES[n % 7 % 3],
        "subject": "Refund please" if n % 8 == 0 else f"Case {n}", "created_at": made,
        "solved_at": made + timedelta(hours=n % 60), "reassignments": n % 4,
        "triage_seconds": float(30 + n % 90), "handle_seconds": float(300 + n * 17 % 700),
        "Plan": PLANS[n % 5 % 2], "Priority": PRIORITIES[n % 11 % 3],
        "predicted": CATEGORIES[n % 4] if n % 9 == 0 else category, "confidence": confidence,
        "disposition": "auto" if confidence >= 0.4 else "review",
    }  # fmt: skip


ROWS = pd.DataFrame([known(n) for n in range(1, 241)])
LABELLED = ROWS[ROWS["category"].notna()]
MOVED = LABELLED[LABELLED["first_category"] != LABELLED["category"]]
RIGHT = LABELLED["predicted"] == LABELLED["category"]
ALONE = LABELLED["disposition"] == "auto"
MISROUTES = LABELLED[ALONE & ~RIGHT]


def month(frame: pd.DataFrame) -> pd.Series:
    return frame["created_at"].dt.strftime("%Y-%m")


def counts(frame: pd.DataFrame, *by: Any) -> list[tuple[Any, ...]]:
    grouped = frame.groupby(list(by)).size()
    return [(*(key if isinstance(key, tuple) else (key,)), int(n)) for key, n in grouped.items()]


def shares(flags: pd.Series, by: pd.Series) -> list[tuple[Any, ...]]:
    return [
        (key, round(float(value), 4))
        for key, value in flags.astype(float).groupby(by).mean().items()
    ]


def first(rows: list[tuple[Any, ...]], most: int) -> list[tuple[Any, ...]]:
    """Those with the largest last value, then by the others."""
    return sorted(rows, key=lambda row: (-row[-1], *row[:-1]))[:most]


def is_moved(frame: pd.DataFrame) -> pd.Series:
    return frame["first_category"] != frame["category"]


CHAT = LABELLED[LABELLED["channel"] == "chat"]
SOLVED = (ROWS["solved_at"] - ROWS["created_at"]).dt.total_seconds() / 86400
EXPECTED: dict[str, Callable[[], list[tuple[Any, ...]]]] = {
    "tickets_total": lambda: [(240,)],
    "by_channel": lambda: counts(ROWS, "channel"),
    "only_chat_by_month": lambda: counts(ROWS[ROWS["channel"] == "chat"].assign(m=month), "m"),
    "and_share_moved": lambda: shares(is_moved(CHAT), month(CHAT)),
    "by_category": lambda: counts(LABELLED, "category"),
    "unlabelled": lambda: [(240 - len(LABELLED),)],
    "moved_total": lambda: [(len(MOVED),)],
    "moved_share": lambda: [(round(len(MOVED) / len(LABELLED), 4),)],
    "moved_ways": lambda: counts(MOVED, "first_category", "category"),
    "moved_by_channel": lambda: counts(MOVED, "channel"),
    "share_moved_by_priority": lambda: shares(is_moved(LABELLED), LABELLED["Priority"]),
    "by_plan": lambda: counts(ROWS, "Plan"),
    "urgent_open": lambda: [
        (int(((ROWS["Priority"] == "urgent") & (ROWS["disposition"] == "review")).sum()),)
    ],
    "accuracy": lambda: [(round(RIGHT.mean(), 4),)],
    "accuracy_by_category": lambda: shares(RIGHT, LABELLED["category"]),
    "accuracy_by_channel": lambda: shares(RIGHT, LABELLED["channel"]),
    "accuracy_by_plan": lambda: shares(RIGHT, LABELLED["Plan"]),
    "coverage": lambda: [(round((ROWS["disposition"] == "auto").mean(), 4),)],
    "precision_auto": lambda: [(round(RIGHT[ALONE].mean(), 4),)],
    "misroutes_total": lambda: [(len(MISROUTES),)],
    "misroutes_by_way": lambda: counts(MISROUTES, "category", "predicted"),
    "misroutes_by_month": lambda: counts(MISROUTES.assign(m=month), "m"),
    "sure_and_wrong": lambda: first(
        list(MISROUTES[["id", "category", "predicted", "confidence"]].itertuples(index=False)), 10
    ),
    "unsure": lambda: [(int((ROWS["confidence"] < 0.5).sum()),)],
    "confidence_by_category": lambda: shares(ROWS["confidence"], ROWS["predicted"]),
    "router_beats_people": lambda: [(int((RIGHT & is_moved(LABELLED)).sum()),)],
    "people_beat_router": lambda: [(int((~RIGHT & ~is_moved(LABELLED)).sum()),)],
    "reassigned": lambda: [(int((ROWS["reassignments"] > 1).sum()),)],
    "triage_mean": lambda: [(round(ROWS["triage_seconds"].mean() / 60, 4),)],
    "triage_by_category": lambda: [
        (key, float(value))
        for key, value in LABELLED.groupby("category")["triage_seconds"].median().items()
    ],
    "handle_moved": lambda: shares(LABELLED["handle_seconds"] / 60, is_moved(LABELLED)),
    "longest": lambda: first(list(ROWS[["id", "handle_seconds"]].itertuples(index=False)), 5),
    "by_weekday": lambda: counts(ROWS.assign(d=ROWS["created_at"].dt.day_name()), "d"),
    "by_hour": lambda: [(int((ROWS["created_at"].dt.hour < 9).sum()),)],
    "busiest_day": lambda: first(
        counts(ROWS.assign(d=ROWS["created_at"].dt.strftime("%Y-%m-%d")), "d"), 1
    ),
    "february": lambda: [(int((month(ROWS) == "2026-02").sum()),)],
    "days_to_solve": lambda: shares(SOLVED[LABELLED.index], LABELLED["category"]),
    "german": lambda: [
        (
            int((ROWS["language"] == "de").sum()),
            int(((ROWS["language"] == "de") & (ROWS["disposition"] == "review")).sum()),
        )
    ],
    "mention_refund": lambda: counts(
        LABELLED[LABELLED["subject"].str.contains("Refund")], "category"
    ),
    "worst_slice": lambda: [
        (channel, plan, len(part), round(float(1 - RIGHT[part.index].mean()), 4))
        for (channel, plan), part in LABELLED.groupby(["channel", "Plan"])
        if len(part) >= 5
    ],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("words")
    workspace = Workspace(folder / "desk.duckdb", "the tests")
    own = ("Plan", "Priority")
    left_out = {*own, "id", "category", "predicted", "confidence", "disposition"}
    filler(folder)(workspace, [
        ticket(
            n, row["category"], attributes=tuple((name, row[name]) for name in own),
            **{name: value for name, value in row.items() if name not in left_out},
        )
        for n, row in enumerate(map(known, range(1, 241)), 1)
    ])  # fmt: skip
    run = runs.start(workspace, "fake", {}, 1)
    runs.RunJournal(workspace, run.run_id).write([
        Decision(
            n, row["predicted"], row["confidence"], "fake",
            disposition=Disposition(row["disposition"]),
        )
        for n, row in enumerate(map(known, range(1, 241)), 1)
    ])  # fmt: skip
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with provider(Behaviour(latency=0.0)) as made:
        yield Endpoint("compatible", "any", made.base_url)


def conversation(name: str) -> list[Turn]:
    """What was asked before, oldest first."""
    follows = KEPT[name].get("follows")
    if follows is None:
        return []
    before = KEPT[follows]
    return [*conversation(follows), Turn(before["question"], SqlDraft(before["sql"], ""))]


def test_there_are_forty_questions_each_with_its_answer_and_what_must_come_of_it():
    assert len(KEPT) == 40
    assert set(KEPT) == set(EXPECTED)


@pytest.mark.parametrize("name", list(KEPT))
def test_the_kept_answer_says_what_is_so(desk: Workspace, name: str):
    sql = KEPT[name]["sql"]
    checked(sql)
    with desk.reading() as cursor:
        found = cursor.execute(sql).fetchall()
    expected = [tuple(row) for row in EXPECTED[name]()]
    assert sorted(found) == [pytest.approx(row) for row in sorted(expected)]


@pytest.mark.parametrize("name", ["only_chat_by_month", "and_share_moved", "people_beat_router"])
def test_a_question_that_goes_on_takes_the_conversation_along(
    desk: Workspace, endpoint: Endpoint, name: str
):
    asked = f"{KEPT[name]['question']}\nwrite: {KEPT[name]['sql']}"
    earlier = conversation(name)
    found = write_sql(desk, asked, endpoint, lambda _sql: None, earlier)
    assert found.sql == KEPT[name]["sql"]
    sent = message(desk, KEPT[name]["question"], earlier, masking=True).user
    assert all(turn.draft.sql in sent for turn in earlier)
