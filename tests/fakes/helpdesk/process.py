"""Start a contract server in a process of its own, and ask it what it saw."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.fakes.helpdesk.behaviour import Behaviour

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Running:
    """A server that answers at `url`."""

    url: str

    def world(self) -> dict[str, Any]:
        with urlopen(f"{self.url}/_world") as answer:  # noqa: S310 - our own
            return dict(json.load(answer))

    def landed(self) -> int:
        """How many tickets were written so far."""
        with urlopen(f"{self.url}/_landed") as answer:  # noqa: S310 - our own
            return int(json.load(answer))

    def revoke(self) -> None:
        """Take no token any more and give none."""
        with urlopen(Request(f"{self.url}/_revoke", b"")):  # noqa: S310 - our own
            pass

    def change(self, **wanted: Any) -> None:
        """Other trouble from now on; also `drop_groups`, and `agents`: (ticket, act)."""
        with urlopen(Request(f"{self.url}/_change", json.dumps(wanted).encode())):  # noqa: S310
            pass


@contextmanager
def help_desk(kind: str, behaviour: Behaviour | None = None) -> Iterator[Running]:
    """A server of that kind while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.fakes.helpdesk.server", kind, str(port),
               (behaviour or Behaviour()).to_json()]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == b"ready"
            yield Running(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
