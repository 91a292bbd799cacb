"""`route` with a provider: the command line end to end, killed, resumed and run again."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from cli.routing import main
from routing.taxonomy import Category, Taxonomy
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import Running, provider

ROOT = Path(__file__).parents[2]
NAMES = ("Billing", "Delivery", "Spam")
KEY = "sk-not-to-be-seen"


@pytest.fixture(scope="module")
def fake() -> Iterator[Running]:
    with provider() as running:
        yield running


def write(folder: Path, tickets: int) -> None:
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "subject", "body", "category"])
        for n in range(1, tickets + 1):
            writer.writerow([f"T-{n}", "Hello", f"This is case {n}.", NAMES[n % 3]])
    toml = Taxonomy(tuple(Category(name) for name in NAMES)).to_toml()
    (folder / "t.toml").write_text(toml, encoding="utf-8")


def arguments(folder: Path, fake: Running, *more: str) -> list[str]:
    return [
        "route", str(folder / "in.csv"), "--json",
        "--out", str(folder / "out.csv"), "--taxonomy", str(folder / "t.toml"),
        "--workspace", str(folder / "w.duckdb"), "--router", "openai", "--model", "gpt-4o-mini",
        "--base-url", fake.base_url, *more,
    ]  # fmt: skip


def started(folder: Path, fake: Running) -> subprocess.Popen[str]:
    """The command in a process of its own, to be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "routing", *arguments(folder, fake)], cwd=ROOT,
        env={**os.environ, "OPENAI_API_KEY": KEY}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def route(folder: Path, fake: Running, *more: str) -> tuple[int, dict[str, Any], str]:
    """The command in this process: its exit code, its summary and what it says of errors."""
    out, errors = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.setenv("OPENAI_API_KEY", KEY)
        code = main(arguments(folder, fake, *more))
    assert KEY not in out.getvalue() + errors.getvalue()
    return code, json.loads(out.getvalue() or "{}"), errors.getvalue()


def asked(fake: Running) -> int:
    return int(sum(fake.ledger()["outcomes"].values()))


def test_routed_again_and_again_with_one_ticket_more_each_answer_is_paid_once(tmp_path, fake):
    fake.behave(Behaviour(latency=0.05, usd_in=0.15, usd_out=0.6, malformed=0.1, merciful=True,
                          malformed_kinds=("prose", "empty", "refusal", "outside")))  # fmt: skip
    write(tmp_path, 60)
    code, summary, _ = route(tmp_path, fake)
    assert (code, summary["tickets"], summary["errors"]) == (0, 60, 0)
    assert summary["accuracy"] == 1.0
    assert summary["cost_usd"] == pytest.approx(fake.ledger()["usd"])
    first = asked(fake)
    code, again, _ = route(tmp_path, fake)
    assert (code, again["tickets"], again["cost_usd"]) == (0, 60, 0)
    assert asked(fake) == first
    with (tmp_path / "in.csv").open("a", encoding="utf-8") as stream:
        stream.write("T-61,Hello,This is case 61.,Delivery\n")
    fake.behave(Behaviour(latency=0.05))
    route(tmp_path, fake)
    assert asked(fake) == 1
    assert KEY.encode() not in (tmp_path / "w.duckdb").read_bytes()


def test_killed_half_way_and_resumed_nothing_is_lost_and_only_what_was_under_way_repeats(
    tmp_path, fake
):
    fake.behave(Behaviour(rpm=3000, latency=0.2, usd_in=0.15, usd_out=0.6))
    write(tmp_path, 120)
    first = started(tmp_path, fake)
    while asked(fake) < 60 and first.poll() is None:
        time.sleep(0.02)
    first.kill()
    first.communicate()
    under_way = fake.ledger()["most_in_flight"]
    code, summary, _ = route(tmp_path, fake, "--resume")
    assert (code, summary["run_id"], summary["tickets"], summary["accuracy"]) == (0, 1, 120, 1.0)
    ledger = fake.ledger()
    assert len(ledger["billed"]) == 120
    repeated = sum(len(kinds) - 1 for kinds in ledger["billed"].values())
    assert repeated <= summary["unanswered"] <= under_way
    assert summary["cost_usd"] <= ledger["usd"] <= summary["cost_usd"] + summary["uncertain_usd"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_takes_what_is_in_flight_ends_soon_and_nothing_is_paid_again(
    tmp_path, fake, number
):
    fake.behave(Behaviour(rpm=3000, latency=0.5, usd_in=0.15, usd_out=0.6))
    write(tmp_path, 120)
    first = started(tmp_path, fake)
    while asked(fake) < 30 and first.poll() is None:
        time.sleep(0.02)
    first.send_signal(number)
    began = time.monotonic()
    said, _ = first.communicate()
    assert time.monotonic() - began < 10
    assert (first.returncode, json.loads(said)["status"]) == (1, "cancelled")
    code, summary, _ = route(tmp_path, fake, "--resume")
    assert (code, summary["tickets"], summary["uncertain_usd"]) == (0, 120, 0)
    assert {len(kinds) for kinds in fake.ledger()["billed"].values()} == {1}
    assert summary["cost_usd"] == pytest.approx(fake.ledger()["usd"])


def test_a_run_in_which_everything_fails_is_no_success(tmp_path, fake):
    fake.behave(Behaviour(latency=0.01, page=True))
    write(tmp_path, 5)
    code, summary, said = route(tmp_path, fake)
    assert (code, summary["status"]) == (1, "failed")
    assert "Please log in" in said


def test_at_the_end_of_the_budget_it_stops_says_so_and_goes_on_with_a_larger_one(tmp_path, fake):
    fake.behave(Behaviour(latency=0.05))
    write(tmp_path, 30)
    code, summary, _ = route(tmp_path, fake, "--budget-tickets", "10")
    assert (code, summary["tickets"]) == (1, 10)
    code, summary, _ = route(tmp_path, fake, "--resume")
    assert (code, summary["run_id"], summary["tickets"]) == (0, 1, 30)
    assert asked(fake) == 30


def test_a_wrong_key_is_one_sentence(tmp_path, fake):
    fake.behave(Behaviour(key="sk-another"))
    write(tmp_path, 3)
    code, summary, said = route(tmp_path, fake)
    assert code == 1
    assert "The key for openai is wrong" in said
    assert summary["error"] in said
    assert "Traceback" not in said


def refused(tmp_path: Path, fake: Running, *more: str) -> str:
    write(tmp_path, 3)
    code, _, said = route(tmp_path, fake, "--model", "my-deployment", *more)
    assert code == 2
    assert "Traceback" not in said
    return said


def test_a_budget_in_dollars_needs_a_price_and_takes_one_entered_by_hand(tmp_path, fake):
    fake.behave(Behaviour(latency=0.01))
    assert "is not known, so a budget" in refused(tmp_path, fake, "--budget-usd", "1")
    prices = tmp_path / "p.toml"
    prices.write_text('["my-deployment"]\ninput = 0.4\noutput = 1.6\ncached = 0.1\n', "utf-8")
    more = ("--model", "my-deployment", "--budget-usd", "1", "--prices", str(prices))
    code, summary, _ = route(tmp_path, fake, *more)
    assert code == 0
    assert summary["cost_usd"] == pytest.approx(fake.ledger()["usd"])


def test_prices_without_the_model_are_refused(tmp_path, fake):
    prices = tmp_path / "p.toml"
    prices.write_text("[another]\ninput = 0.4\noutput = 1.6\n", "utf-8")
    said = refused(tmp_path, fake, "--prices", str(prices))
    assert "has no price under [my-deployment]; it knows another." in said
