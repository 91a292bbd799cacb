"""The queue under kills: `python -m tests.soak.live_queue --broker rabbitmq --events 5000`.

Real processes beside a fake provider and a fake desk: events come in as signed webhooks, some of
them twice and at once; two of four workers are killed with -9, the broker is killed and started
again, provider and desk are down for 20 seconds each, receiver and owner are restarted. Then what
the provider billed and what the desk was written is held against what was accepted.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from routing import profile_archive
from routing.policy import Policy
from routing.profile import RoutingProfile
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from tests.fakes.brokers import BrokerProcess, broker, free_port
from tests.fakes.helpdesk.behaviour import Behaviour as DeskBehaviour
from tests.fakes.helpdesk.process import Running as RunningDesk
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import Running as RunningProvider
from tests.fakes.provider.process import provider

ROOT = Path(__file__).parents[2]
WEBHOOK_SECRET = "whsec-soak"  # noqa: S105 - it signs nothing real
CATEGORIES = 5
DOWN_SECONDS = 20.0
QUIET_SECONDS = 1200.0
# Ten seconds to stop, and a little for the system.
MAX_STOP = 10.5


@dataclass
class Processes:
    """What runs, by name; whatever is killed is started again, as a supervisor would."""

    environment: dict[str, str]
    folder: Path
    commands: dict[str, list[str]] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: list[str] = field(default_factory=list)
    over: bool = False

    def start(self, name: str, *words: str) -> None:
        self.commands[name] = [sys.executable, "-m", "service", *words]
        self._spawn(name)

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> float:
        """End it and start it again; how many seconds it took to end."""
        began = time.monotonic()
        process = self.running[name]
        process.send_signal(number)
        process.wait()
        took = time.monotonic() - began
        if number is signal.SIGKILL:
            self.kills.append(name)
        self._spawn(name)
        return took

    def supervise(self) -> None:
        """Start again what has ended by itself."""
        while not self.over:
            time.sleep(1.0)
            for name, process in list(self.running.items()):
                if not self.over and process.poll() not in (None, -9, -15, 0):
                    self._spawn(name)

    def stop(self) -> None:
        self.over = True
        for process in self.running.values():
            process.kill()
            process.wait()

    def _spawn(self, name: str) -> None:
        log = (self.folder / f"{name.replace(' ', '-')}.log").open("ab")
        self.running[name] = subprocess.Popen(
            self.commands[name], cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )


@dataclass
class Sender:
    """The desk's webhooks: each is sent until it was accepted."""

    port: int
    accepted: Counter[str] = field(default_factory=Counter)
    over: bool = False

    def send(self, event: dict[str, Any]) -> None:
        while not self._sent(event):
            if self.over:
                return
            time.sleep(0.5)
        self.accepted[event["event"]] += 1

    def _sent(self, event: dict[str, Any]) -> bool:
        body = json.dumps(event).encode()
        stamp = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        mac = hmac.new(WEBHOOK_SECRET.encode(), stamp.encode() + body, hashlib.sha256).digest()
        headers = {
            "X-Zendesk-Webhook-Signature": base64.b64encode(mac).decode(),
            "X-Zendesk-Webhook-Signature-Timestamp": stamp,
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/api/v1/webhooks/zendesk", body, headers)
            return connection.getresponse().status == 202
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


@dataclass(frozen=True)
class Verdict:
    """What came of a soak; faults is empty where all held."""

    figures: dict[str, Any]
    faults: list[str]


@dataclass(frozen=True)
class Outside:
    """What a soak runs between, and the processes themselves."""

    folder: Path
    queue: BrokerProcess
    asked: RunningProvider
    desk: RunningDesk
    processes: Processes
    down: float


def soak(
    kind: str, events: int, seed: int, *, kills: bool = True, down: float = DOWN_SECONDS
) -> Verdict:
    """down: seconds that provider and desk do not answer."""
    with (
        tempfile.TemporaryDirectory(prefix="routecase-soak-") as name,
        broker(kind, Path(name) / "broker") as queue,
        provider(_answers(events, down)) as asked,
        help_desk("zendesk", _tickets(events, seed)) as desk,
    ):  # fmt: skip
        folder = Path(name)
        processes = Processes(_environment(folder, queue, desk, asked), folder)
        threading.Thread(target=processes.supervise, daemon=True).start()
        outside = Outside(folder, queue, asked, desk, processes, down)
        try:
            return _soaked(outside, events, seed, kills=kills)
        finally:
            processes.stop()


def _tickets(events: int, seed: int) -> DeskBehaviour:
    return DeskBehaviour(seed=seed, tickets=events, groups=CATEGORIES + 1)


def _answers(events: int, down: float) -> Behaviour:
    """Down for a while, some time after the first question."""
    since = min(60.0, events / 50)
    return Behaviour(latency=0.05, jitter=0.02, telling=False, down=(since, since + down))


def _soaked(outside: Outside, events: int, seed: int, *, kills: bool) -> Verdict:
    folder, processes = outside.folder, outside.processes
    port = free_port()
    processes.start("receiver", "api", "--port", str(port))
    for number in range(4):
        processes.start(f"worker {number}", "worker")
    processes.start("writer", "writer")
    processes.start("owner", "owner")
    sender = Sender(port)
    began = time.monotonic()
    dice = random.Random(seed)
    told = [_event(each, dice) for each in outside.desk.world()["tickets"].items()]
    doubled = [each for each in told if dice.random() < 0.1]
    sent = told + doubled
    dice.shuffle(sent)
    with ThreadPoolExecutor(8) as senders:
        jobs = [senders.submit(sender.send, each) for each in sent]
        try:
            stops = _trouble(outside, dice, events) if kills else []
            for job in jobs:
                job.result()
        except BaseException:
            sender.over = True
            senders.shutdown(wait=False, cancel_futures=True)
            raise
    quiet = _until(lambda: _count(folder, "closed_at IS NULL") == 0, QUIET_SECONDS)
    took = time.monotonic() - began
    figures = {"seconds": round(took, 1), "stops": [round(each, 1) for each in stops]}
    return _verdict(outside, told, sender, figures, quiet=quiet)


def _trouble(outside: Outside, dice: random.Random, events: int) -> list[float]:
    """One trouble after the other, while events are coming in and being worked off."""
    folder, processes = outside.folder, outside.processes

    def reached(share: float) -> None:
        _until(lambda: _count(folder, "closed_at IS NOT NULL") >= share * events, QUIET_SECONDS)

    reached(0.05)
    for number in dice.sample(range(4), 2):
        processes.kill(f"worker {number}")
        time.sleep(dice.random() * 3)
    reached(0.15)
    outside.queue.kill()
    time.sleep(3.0)
    outside.queue.start()
    reached(0.3)
    outside.desk.change(pages=1.0)
    time.sleep(outside.down)
    outside.desk.change(pages=0.0)
    stops = [processes.kill("receiver", signal.SIGTERM)]
    reached(0.5)
    stops.append(processes.kill("owner", signal.SIGTERM))
    reached(0.7)
    processes.kill("writer")
    stops.append(processes.kill(f"worker {dice.randrange(4)}", signal.SIGTERM))
    return stops


def _verdict(
    outside: Outside, told: list[dict[str, Any]], sender: Sender, figures: dict[str, Any], *,
    quiet: bool,
) -> Verdict:  # fmt: skip
    folder, processes = outside.folder, outside.processes
    statuses = dict(_rows(folder, "SELECT event, status FROM events"))
    decided = Counter(event for (event,) in _rows(folder, "SELECT event FROM decisions"))
    seen = outside.desk.world()
    writes = Counter(seen["writes"])
    auto = {each["event"]: each["ticket"]["id"] for each in told
            if statuses.get(each["event"]) not in ("review", None)}  # fmt: skip
    billed = [len(kinds) for kinds in outside.asked.ledger()["billed"].values()]
    repeats = sum(billed) - len(billed)
    worker_kills = sum(name.startswith("worker") for name in processes.kills)
    faults = [] if quiet else ["not quiet in time"]
    faults += [f"{each['event']} has {decided[each['event']]} decisions" for each in told
               if decided[each["event"]] != 1]  # fmt: skip
    faults += [f"{ticket} ({statuses[event]}) was written {writes[ticket]} times"
               for event, ticket in auto.items() if writes[ticket] != 1]  # fmt: skip
    faults += [f"{ticket} waits for a person and was written" for ticket in writes
               if ticket not in auto.values()]  # fmt: skip
    if repeats > worker_kills:
        faults.append(f"{repeats} answers were paid again after {worker_kills} kills")
    faults += [f"a stop took {each:.1f} s" for each in figures["stops"] if each > MAX_STOP]
    figures |= {
        "events": len(told), "accepted": sum(sender.accepted.values()),
        "statuses": dict(Counter(statuses.values())), "written": sum(writes.values()),
        "paid": sum(billed), "repeats": repeats, "kills": processes.kills,
        "sends": _rows(folder, "SELECT sum(sends) FROM events")[0][0],
    }  # fmt: skip
    return Verdict(figures, faults)


def _environment(
    folder: Path, queue: BrokerProcess, desk: RunningDesk, asked: RunningProvider
) -> dict[str, str]:
    file = folder / "soak.profile"
    categories = tuple(
        Category(f"Category {n}", group=f"Group {n}") for n in range(1, CATEGORIES + 1)
    )
    llm = LlmRequest("compatible", "m", asked.base_url)
    by_hand = frozenset({"Category 5"})
    profile = RoutingProfile(Taxonomy(categories), Policy(0.5, always_review=by_hand), llm=llm)
    profile_archive.write(profile, file)
    return os.environ | {
        "ROUTECASE_SERVICE": str(folder / "live"), "ROUTECASE_PROFILE": str(file),
        "ROUTECASE_BROKER": queue.url, "ZENDESK_URL": desk.url,
        "ZENDESK_CLIENT_ID": "robot", "ZENDESK_CLIENT_SECRET": SECRET,
        "ZENDESK_WEBHOOK_SECRET": WEBHOOK_SECRET, "OMP_NUM_THREADS": "1",
    }  # fmt: skip


def _event(item: tuple[str, dict[str, Any]], dice: random.Random) -> dict[str, Any]:
    """Every ticket has a text of its own, which says which category is right."""
    number, known = item
    case = int(number)
    return {
        "event": f"event-{number}",
        "ticket": {
            "id": number, "subject": "Soak", "body": f"This is case {case}.",
            "group": known["group"], "version": str(known["changed"]),
            "urgent": dice.random() < 0.1,
        },
    }  # fmt: skip


def _rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    file = folder / "live" / "service.sqlite"
    if not file.exists():
        return []
    try:
        with sqlite3.connect(file, timeout=30) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return []  # it is just being made


def _count(folder: Path, which: str) -> int:
    rows = _rows(folder, f"SELECT count(*) FROM events WHERE {which}")  # noqa: S608 - our own
    return int(rows[0][0]) if rows else 0


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.5)
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broker", choices=["rabbitmq", "redis"], default="rabbitmq")
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-kills", action="store_true")
    asked = parser.parse_args()
    # Whoever ends this run ends its broker and workers with it: they are stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    verdict = soak(asked.broker, asked.events, asked.seed, kills=not asked.no_kills)
    sys.stdout.write(json.dumps(verdict.figures) + "\n")
    sys.stdout.writelines(f"FAULT {each}\n" for each in verdict.faults[:20])
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main())
