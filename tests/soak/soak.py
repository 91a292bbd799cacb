"""Long runs with kills and faults: `make soak`.

For every seed a provider with faults of its own, and a run of the command line that is killed again
and again, mostly with -9, and resumed. Then the workspace is compared with the provider's ledger:
nothing lost, nothing decided twice, nothing good paid again but what was never answered, and
what was billed lies between the cost that is known and the cost that may have been.

    python -m tests.soak.soak [--seeds 5] [--kills 50] [--tickets 3000]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routing.taxonomy import Category, Taxonomy
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import Running, provider

ROOT = Path(__file__).parents[2]
NAMES = ("Billing", "Delivery", "Spam")
PRICES = '["fake"]\ninput = 0.4\noutput = 1.6\ncached = 0.1\n'
# Mostly without a warning; the gentle signals let answers in flight be taken.
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
USD = 1e-9
USD_PER_TICKET = 6e-5


@dataclass
class Soaked:
    """What a seed came to; an empty list of faults is what is wanted."""

    seed: int
    kills: int
    requests: int
    repeats: int
    unanswered: int
    billed_usd: float
    cost_usd: float
    uncertain_usd: float
    faults: list[str]


def behaviour(dice: random.Random, seed: int) -> Behaviour:
    """A provider with troubles of all kinds, none of them for ever."""
    return Behaviour(
        rpm=dice.choice([600, 1500, 3000]), burst_seconds=dice.choice([0.5, 2, 10]),
        latency=dice.choice([0.05, 0.2, 0.5]), jitter=0.3, slow=0.02, errors=0.05 * dice.random(),
        resets=0.02 * dice.random(), busy=0.2 * dice.random(), malformed=0.05, merciful=True,
        malformed_kinds=("cut", "prose", "empty", "refusal", "outside", "label", "list"),
        inside=0.02 * dice.random(), charge_refusals=dice.random() < 0.5, bills_the_gone=True,
        seed=seed,
    )  # fmt: skip


class Desk:
    """The files of one run and the command that routes them."""

    def __init__(self, folder: Path, running: Running, tickets: int, budget_usd: float) -> None:
        self.workspace = folder / "w.duckdb"
        self._write(folder, tickets)
        self.command = [
            sys.executable, "-m", "routing", "route", str(folder / "in.csv"), "--json", "--resume",
            "--out", str(folder / "out.csv"), "--taxonomy", str(folder / "t.toml"),
            "--workspace", str(self.workspace), "--router", "compatible", "--model", "fake",
            "--base-url", running.base_url, "--prices", str(folder / "p.toml"),
            "--budget-usd", str(budget_usd),
        ]  # fmt: skip

    def _write(self, folder: Path, tickets: int) -> None:
        with (folder / "in.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["id", "subject", "body"])
            for n in range(1, tickets + 1):
                writer.writerow([f"T-{n}", "Hello", f"This is case {n}, and nobody answers."])
        toml = Taxonomy(tuple(Category(name) for name in NAMES)).to_toml()
        (folder / "t.toml").write_text(toml, encoding="utf-8")
        (folder / "p.toml").write_text(PRICES, encoding="utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def finish(self) -> dict[str, Any]:
        """Go on to the end, with its summary."""
        done = subprocess.run(self.command, cwd=ROOT, capture_output=True, text=True, check=False)
        if not done.stdout:
            raise RuntimeError(done.stderr)
        return dict(json.loads(done.stdout))


def requests(running: Running) -> int:
    return int(sum(running.ledger()["outcomes"].values()))


def soak(seed: int, kills: int, tickets: int, budget_usd: float = 1e3) -> Soaked:
    """One seed: kill and resume so many times, then finish and compare."""
    dice = random.Random(seed)
    with provider(behaviour(dice, seed)) as running, tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), running, tickets, budget_usd)
        for _ in range(kills):
            number, some = dice.choice(SIGNALS), dice.randint(1, max(2, tickets // (kills + 1)))
            _killed(desk, running, number, some)
        summary = desk.finish()
        time.sleep(1)  # what was billed to the gone is on its way
        ledger = running.ledger()
    repeats = sum(max(0, kinds.count("good") - 1) for kinds in ledger["billed"].values())
    found = Soaked(
        seed, kills, sum(ledger["outcomes"].values()), repeats, summary["unanswered"],
        ledger["usd"], summary["cost_usd"], summary["uncertain_usd"], [],
    )  # fmt: skip
    found.faults += list(_faults(found, summary, tickets, budget_usd))
    return found


def _killed(desk: Desk, running: Running, number: signal.Signals, some: int) -> None:
    """Let it run for some requests, then send the signal."""
    before, process = requests(running), desk.start()
    while process.poll() is None and requests(running) < before + some:
        time.sleep(0.02)
    process.send_signal(number)
    began = time.monotonic()
    process.wait()
    if time.monotonic() - began > 10:
        raise RuntimeError(f"{number.name} was obeyed after more than 10 s")


def _faults(found: Soaked, summary: dict[str, Any], tickets: int, budget_usd: float) -> list[str]:
    claims = {
        f"{tickets} tickets decided, not {summary['tickets']}": summary["tickets"] == tickets,
        "the run is finished": summary["status"] == "finished",
        "only what was never answered is asked again": found.repeats <= found.unanswered,
        "the known cost was billed": found.cost_usd <= found.billed_usd + USD,
        "what was billed is accounted for": (
            found.billed_usd <= found.cost_usd + found.uncertain_usd + USD
        ),
        "the budget holds": found.billed_usd <= budget_usd + USD,
    }
    if budget_usd < 1e3 and summary["status"] == "stopped":
        claims = {claim: holds for claim, holds in claims.items() if "decided" not in claim
                  and "finished" not in claim}  # fmt: skip
    return [claim for claim, holds in claims.items() if not holds]


def main() -> int:
    """Print a line per seed; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--tickets", type=int, default=3000)
    args = parser.parse_args()
    failed = 0
    for seed in range(1, args.seeds + 1):
        # The second time with money for about half of the tickets.
        for budget_usd in (1e3, USD_PER_TICKET * args.tickets / 2):
            found = soak(seed, args.kills, args.tickets, budget_usd)
            failed += bool(found.faults)
            sys.stdout.write(f"{found}\n")
            sys.stdout.flush()
    sys.stdout.write(f"machine load {os.getloadavg()[0]:.1f}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
