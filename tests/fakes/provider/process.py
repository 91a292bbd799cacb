"""Start the fake provider in a process of its own, and ask it what it saw."""

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

from tests.fakes.provider.behaviour import Behaviour

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Running:
    """A provider that answers at `base_url`."""

    root: str

    @property
    def base_url(self) -> str:
        return f"{self.root}/v1"

    def ledger(self) -> dict[str, Any]:
        with urlopen(f"{self.root}/ledger") as answer:  # noqa: S310 - our own
            return dict(json.load(answer))

    def behave(self, behaviour: Behaviour) -> None:
        """Behave like that from now on, with an empty ledger."""
        with urlopen(Request(f"{self.root}/behave", behaviour.to_json().encode())):  # noqa: S310 - our own
            pass


@contextmanager
def provider(behaviour: Behaviour | None = None) -> Iterator[Running]:
    """A provider while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.fakes.provider.server", str(port),
               (behaviour or Behaviour()).to_json()]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == b"ready"
            yield Running(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
