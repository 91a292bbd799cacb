"""The HTTP API beside a peer: FastAPI with a pickled TF-IDF and logistic regression.

Both learn from the sample tickets and answer the same requests, one ticket each, in processes of
their own; what counts is processor time, which other work on the machine does not change. Beside
them a cold cloud function answers its first ticket. The figures are kept in
benchmarks/figures/service.json.

    python benchmarks/service.py [--seconds 10] [--profile P.profile]
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

KEPT: Final = Path(__file__).parent / "figures" / "service.json"
SAMPLES: Final = ROOT / "sample_data" / "larkspur" / "tickets.csv"
PEER: Final = ROOT / "benchmarks" / "service_peer.py"
TICK: Final = os.sysconf("SC_CLK_TCK")
CONNECTIONS: Final = 64
RATE: Final = 10.0
TURNS: Final = 4
COLD_STARTS: Final = 5


@dataclass(frozen=True)
class Server:
    """A server under test."""

    name: str
    url: str
    headers: dict[str, str]
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """Processor time it has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def peak_mb(self) -> float:
        """The most memory it has held."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(each.split()[1]) for each in lines if each.startswith("VmHWM")) / 1024


@dataclass(frozen=True)
class Figures:
    """One server. per_cpu_second: tickets, saturated; p50, p95: milliseconds at 10 a second."""

    name: str
    ready_cpu_seconds: float
    per_cpu_second: float
    cpu_ms_a_ticket: float
    p50: float
    p95: float
    peak_mb: float


@dataclass(frozen=True)
class ColdFunction:
    """A cloud function from the start of Python to its first answer, the median of some starts."""

    cpu_seconds: float
    peak_mb: float


def samples() -> list[tuple[str, str]]:
    """Subject and body of the sample tickets, each once."""
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        return [(row["subject"], row["body"]) for row in csv.DictReader(file)]


def request(number: int, ticket: tuple[str, str]) -> dict[str, Any]:
    """One ticket as the API takes it; numbered, so that no text comes twice."""
    subject, body = ticket
    return {"tickets": [{"id": f"T{number}", "subject": f"{subject} {number}", "body": body}]}


async def saturate(server: Server, seconds: float) -> tuple[int, float]:
    """Tickets answered while 64 connections ask without a pause, and the processor time of it."""
    tickets, known = 0, samples()
    async with _session(server, CONNECTIONS) as session:

        async def ask(first: int) -> None:
            nonlocal tickets
            number = first
            while time.monotonic() < ends:
                async with session.post(
                    server.url, json=request(number, known[number % len(known)])
                ) as answer:
                    answer.raise_for_status()
                    await answer.read()
                tickets += 1
                number += CONNECTIONS

        ends = time.monotonic() + 1.0
        await asyncio.gather(*(ask(each) for each in range(CONNECTIONS)))
        tickets, began, ends = 0, server.cpu_seconds, time.monotonic() + seconds
        await asyncio.gather(*(ask(100_000 + each) for each in range(CONNECTIONS)))
    return tickets, server.cpu_seconds - began


async def open_loop(servers: Sequence[Server], seconds: float) -> list[list[float]]:
    """Milliseconds of each answer when 10 tickets a second come to each, whatever became of others.

    The servers take turns, so that what else the machine does is the same for both.
    """
    known, took = samples(), [[] for _ in servers]
    sessions = [_session(server, CONNECTIONS) for server in servers]

    async def ask(place: int, number: int) -> None:
        began = time.perf_counter()
        body = request(number, known[number % len(known)])
        async with sessions[place].post(servers[place].url, json=body) as answer:
            await answer.read()
        took[place].append(1000 * (time.perf_counter() - began))

    asked = []
    for number in range(int(seconds * RATE)):
        for place in range(len(servers)):
            asked.append(asyncio.create_task(ask(place, 200_000 + number)))
            await asyncio.sleep(1 / RATE / len(servers))
    await asyncio.gather(*asked)
    for session in sessions:
        await session.close()
    return [sorted(each) for each in took]


def _session(server: Server, connections: int) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=connections)
    return aiohttp.ClientSession(connector=connector, headers=server.headers)


def measure(servers: Sequence[Server], seconds: float) -> list[Figures]:
    """All figures; the servers are loaded in turns."""
    ready = [server.cpu_seconds for server in servers]
    done, used = [0] * len(servers), [0.0] * len(servers)
    for _ in range(TURNS):
        for place, server in enumerate(servers):
            tickets, cpu = asyncio.run(saturate(server, seconds / TURNS))
            done[place] += tickets
            used[place] += cpu
    took = asyncio.run(open_loop(servers, 3 * seconds))
    return [
        Figures(
            server.name, round(ready[i], 2), round(done[i] / used[i], 1),
            round(1000 * used[i] / done[i], 2), round(took[i][len(took[i]) // 2], 1),
            round(took[i][int(0.95 * len(took[i]))], 1), round(server.peak_mb, 1),
        )
        for i, server in enumerate(servers)
    ]  # fmt: skip


COLD: Final = """
import json, time
from pathlib import Path
from service.aws import handler
body = json.dumps({"id": "T1", "subject": "Charged twice", "body": "Please refund one of them."})
told = handler({"Records": [{"messageId": "m", "body": body}]})
assert not told["batchItemFailures"]
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(time.process_time(), int(peak) / 1024)
"""


def cold_function(profile: Path) -> ColdFunction:
    """Start the Lambda handler anew a few times."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "ROUTECASE_PROFILE": str(profile)}
    starts = []
    for _ in range(COLD_STARTS):
        done = subprocess.run([sys.executable, "-c", COLD], cwd=ROOT, check=True, text=True,
                              env=environment, stdout=subprocess.PIPE)  # fmt: skip
        starts.append(tuple(map(float, done.stdout.split())))
    seconds, peaks = (sorted(each)[len(starts) // 2] for each in zip(*starts, strict=True))
    return ColdFunction(round(seconds, 2), round(peaks, 1))


@contextmanager
def running(name: str, command: list[str], url: str, headers: dict[str, str]) -> Iterator[Server]:
    """A server, once it answers."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment) as process:
        try:
            server = Server(name, url, headers, process.pid)
            asyncio.run(_answers(server))
            yield server
        finally:
            process.terminate()


async def _answers(server: Server) -> None:
    async with aiohttp.ClientSession(headers=server.headers) as session:
        for _ in range(600):
            try:
                async with session.post(server.url, json=request(0, ("", "hello"))) as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    raise SystemExit(f"{server.name} does not answer")


def _profile(folder: Path) -> Path:
    """What the sample tickets prove, published."""
    workspace, out = folder / "bench.duckdb", folder / "bench.profile"
    for words in (
        ["routing", "route", str(SAMPLES), "--taxonomy", str(SAMPLES.with_name("taxonomy.toml")),
         "--workspace", str(workspace), "--out", str(folder / "out.csv")],
        ["store", "publish", str(workspace), "--out", str(out)],
    ):  # fmt: skip
        subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=True)
    return out


def main() -> None:
    """Measure both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--profile", type=Path, help="a published profile of the sample tickets")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="routecase-bench-") as name:
        folder = Path(name)
        profile = asked.profile or _profile(folder)
        os.environ["ROUTECASE_SERVICE"] = str(folder / "live")
        key = subprocess.run(
            [sys.executable, "-m", "service", "key", "add", "bench"], cwd=ROOT, check=True,
            capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        ours = ["-m", "service", "api", "--profile", str(profile), "--port", "8651"]
        bearer = {"Authorization": f"Bearer {key}"}
        with (
            running("routecase", ours, "http://127.0.0.1:8651/api/v1/route", bearer) as first,
            running("peer", [str(PEER), "8652"], "http://127.0.0.1:8652/route", {}) as second,
        ):
            found = measure([first, second], asked.seconds)
        cold = cold_function(profile)
    mine, peer = found
    ratios = {
        "throughput": round(mine.per_cpu_second / peer.per_cpu_second, 2),
        "p95": round(mine.p95 / peer.p95, 2),
    }
    print(*found, ratios, cold, sep="\n")
    kept = {
        "servers": [asdict(each) for each in found], "ratios": ratios,
        "cold_function": asdict(cold),
    }  # fmt: skip
    KEPT.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
