"""The engine at the provider's limit, against the bundled fake provider: `make bench-llm`.

For every scenario: how much of the limit was used, whether anything was lost, doubled or paid
twice, the share of refused requests, and the CPU time a request takes, each target beside it. The
provider runs in a process of its own; the real `openai` client, the real workspace and the real
command line are used. The figures are kept in benchmarks/figures/llm.json.

    python benchmarks/llm.py [--tickets 2000] [--only limit,faults]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.llm_scenarios import SCENARIOS, Figures, Scenario  # noqa: E402 (not installed)
from jobs import Control, Meter  # noqa: E402
from routing.engine import RunStatus, run  # noqa: E402
from routing.policy import Policy  # noqa: E402
from routing.routers.llm.clients.openai_provider import OpenAIProvider  # noqa: E402
from routing.routers.llm.endpoint import Endpoint  # noqa: E402
from routing.routers.llm.pricing import Price  # noqa: E402
from routing.routers.llm.router import LlmRouter  # noqa: E402
from routing.taxonomy import Category, Taxonomy  # noqa: E402
from store import attempts, runs  # noqa: E402
from store.workspace import Workspace  # noqa: E402
from tests.fakes.provider.behaviour import Behaviour  # noqa: E402
from tests.fakes.provider.process import Running, provider  # noqa: E402

KEPT: Final = Path(__file__).parent / "figures" / "llm.json"
NAMES: Final = ("Billing", "Technical Support", "Account Management", "Product Feedback", "Spam")
TAXONOMY: Final = Taxonomy(tuple(Category(name, f"All about {name}.") for name in NAMES))
PRICE: Final = Price(input=0.4, output=1.6, cached=0.1)
WARM: Final = 20


def routed(scenario: Scenario, tickets: int, running: Running) -> Figures:
    """Route that many tickets and compare what the workspace and the provider say."""
    running.behave(scenario.behaviour)
    with workspace(tickets) as desk:
        made = runs.start(desk, "compatible", {}, 1)
        before = time.process_time()
        route(desk, made.run_id, running, scenario.name)
        cpu = time.process_time() - before
        seen = running.ledger()
        rows = desk_decisions(desk, made.run_id)
        spent = attempts.spent(desk, made.run_id)
    right = sum(category == NAMES[key % len(NAMES)] for key, category in rows)
    requests = sum(seen["outcomes"].values())
    ideal = scenario.ideal(tickets, seen) if scenario.ideal else None
    return Figures(
        scenario=scenario.name,
        tickets=tickets,
        seconds=round(seen["span"], 2),
        ideal_seconds=None if ideal is None else round(ideal, 2),
        utilisation=None if ideal is None else round(ideal / seen["span"], 3),
        requests_per_second=round(requests / seen["span"], 1),
        lost=tickets - len({key for key, _ in rows}),
        wrong=len(rows) - right,
        doubled=len(rows) - len({key for key, _ in rows}),
        paid_twice=sum(max(0, kinds.count("good") - 1) for kinds in seen["billed"].values()),
        refused_share=round(seen["outcomes"].get("429", 0) / requests, 4),
        cpu_ms=round(cpu / requests * 1000, 2),
        billed_usd=round(seen["usd"], 8),
        reported_usd=round(spent.cost_usd, 8),
    )


def route(desk: Workspace, run_id: int, running: Running, account: str) -> None:
    """The run as the product does it, with a price for the fake model.

    account: limits are learnt by account, and each scenario has limits of its own.
    """
    endpoint = Endpoint("compatible", "fake", running.base_url, key=account)
    router = LlmRouter(OpenAIProvider(endpoint), endpoint.identity, TAXONOMY, price=PRICE)
    with attempts.RunAttempts(desk, run_id) as paid:
        journal = runs.RunJournal(desk, run_id)
        status = run(journal, lambda: router, Policy(0.5), Control(), Meter(), attempts=paid)
    assert status is RunStatus.FINISHED, status  # noqa: S101 - a benchmark that cannot run says so


@contextmanager
def workspace(tickets: int) -> Iterator[Workspace]:
    """A workspace with that many tickets, imported the way the product does it."""
    from usecases.imports import import_file  # noqa: PLC0415 - forks, so not at the top

    with tempfile.TemporaryDirectory(prefix="routecase-bench-") as folder:
        file = Path(folder) / "tickets.csv"
        write_tickets(file, tickets)
        desk = Workspace(Path(folder) / "desk.duckdb", "the benchmark")
        import_file(desk, file, None, Control(), Meter())
        yield desk
        desk.close()


def write_tickets(file: Path, tickets: int) -> None:
    """Tickets whose right category the fake model knows."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "subject", "body"])
        for number in range(1, tickets + 1):
            body = (
                f"Hello, this is case {number}. Since yesterday the page shows an error when I pay."
            )
            writer.writerow([f"T-{number}", "Order problem", body])


def desk_decisions(desk: Workspace, run_id: int) -> list[tuple[int, str]]:
    """Ticket key and category of every decision."""
    with desk.writing() as cursor:
        return cursor.execute(
            "SELECT ticket_key, category FROM decisions WHERE run_id = ?", [run_id]
        ).fetchall()


def killed(tickets: int, running: Running) -> dict[str, Any]:
    """The command line, killed with -9 half-way and started again; then run once more."""
    running.behave(Behaviour(rpm=3000))
    with tempfile.TemporaryDirectory(prefix="routecase-bench-") as folder:
        place = Path(folder)
        write_tickets(place / "in.csv", tickets)
        (place / "t.toml").write_text(TAXONOMY.to_toml(), encoding="utf-8")
        command = [
            sys.executable, "-m", "routing", "route", str(place / "in.csv"), "--json",
            "--out", str(place / "out.csv"), "--taxonomy", str(place / "t.toml"),
            "--workspace", str(place / "w.duckdb"), "--router", "compatible", "--model", "fake",
            "--base-url", running.base_url,
        ]  # fmt: skip
        first = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        while sum(running.ledger()["outcomes"].values()) < tickets / 2 and first.poll() is None:
            time.sleep(0.1)
        first.kill()
        first.wait()
        summary = again(command)
        seen = running.ledger()["billed"]
        requests = asked(running)
        again([part for part in command if part != "--resume"])
        with (place / "in.csv").open("a", encoding="utf-8") as stream:
            stream.write("T-new,Order problem,One case more: case 999999\n")
        second = asked(running)
        again([part for part in command if part != "--resume"])
        return {
            "lost": tickets - len(seen),
            "repeats": sum(len(kinds) - 1 for kinds in seen.values()),
            "unanswered_at_kill": summary["unanswered"],
            "second_run_requests": second - requests,
            "one_more_ticket_requests": asked(running) - second,
        }


def asked(running: Running) -> int:
    """Requests the provider has seen so far."""
    return sum(running.ledger()["outcomes"].values())


def again(command: list[str]) -> dict[str, Any]:
    """Start the command again, to its end; its summary."""
    done = subprocess.run([*command, "--resume"], cwd=ROOT, check=True, capture_output=True)
    return dict(json.loads(done.stdout))


def main() -> int:
    """Run the scenarios, print and keep the figures; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=2000)
    parser.add_argument("--only", default="", help="scenarios, separated by commas")
    args = parser.parse_args()
    wanted = [name for name in args.only.split(",") if name]
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    missed = 0
    with provider() as running:
        warm = Scenario("warm", Behaviour(latency=0.01), None, ())
        routed(warm, WARM, running)
        for scenario in SCENARIOS:
            if not wanted or scenario.name in wanted:
                figures = routed(scenario, args.tickets, running)
                missed += judged(scenario, figures)
                kept[scenario.name] = asdict(figures) | {"load": round(os.getloadavg()[0], 1)}
        if not wanted or "kill" in wanted:
            kept["kill"] = killed(args.tickets, running)
            missed += judged_kill(kept["kill"])
    kept["machine"] = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if missed else 0


def judged(scenario: Scenario, figures: Figures) -> int:
    """Print the figures with their targets; how many targets were missed."""
    print(
        f"\n{scenario.name}: {figures.tickets:,} tickets in {figures.seconds} s"
        + (f" (ideal {figures.ideal_seconds} s)" if figures.ideal_seconds else "")
        + f", utilisation {figures.utilisation}, {figures.requests_per_second} requests/s, "
        f"429 share {figures.refused_share:.2%}, CPU {figures.cpu_ms} ms a request"
    )
    print(
        f"  lost {figures.lost}, wrong {figures.wrong}, doubled {figures.doubled}, "
        f"paid twice {figures.paid_twice}; billed ${figures.billed_usd:.6f}, "
        f"reported ${figures.reported_usd:.6f}; machine load {os.getloadavg()[0]:.1f}"
    )
    return verdicts([(text, holds(figures)) for text, holds in scenario.targets])


def judged_kill(seen: dict[str, Any]) -> int:
    """Print what killing the command cost."""
    print(f"\nkill -9 half-way, then --resume, then again: {seen}")
    return verdicts(
        [
            ("nothing lost", seen["lost"] == 0),
            ("repeats ≤ never answered", seen["repeats"] <= seen["unanswered_at_kill"]),
            ("a second run asks nothing", seen["second_run_requests"] == 0),
            ("one ticket more is one request", seen["one_more_ticket_requests"] == 1),
        ]
    )


def verdicts(targets: list[tuple[str, bool]]) -> int:
    """Print met or missed for each; how many were missed."""
    for text, met in targets:
        print(f"  {'met   ' if met else 'MISSED'}  {text}")
    return sum(not met for _, met in targets)


if __name__ == "__main__":
    sys.exit(main())
