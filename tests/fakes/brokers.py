"""RabbitMQ and Redis by Debian's packages, each a private instance in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
START_SECONDS = 600.0
QUIET = "+sbwt none +sbwtdcpu none +sbwtdio none"


def available(kind: str) -> bool:
    return RABBIT.exists() if kind == "rabbitmq" else shutil.which("redis-server") is not None


@dataclass
class BrokerProcess:
    """A broker that can be killed and started again over the same files."""

    kind: str
    folder: Path
    port: int
    dist_port: int
    epmd_port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        if self.kind == "rabbitmq":
            return f"amqp://guest:guest@127.0.0.1:{self.port}//"
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command, more = self._rabbitmq() if self.kind == "rabbitmq" else self._redis()
        log = (self.folder / "broker.log").open("ab")
        # A group of its own: Erlang starts helpers that a kill must reach, too.
        self.processes.append(
            subprocess.Popen(
                command, env=os.environ | more, stdout=log, stderr=log, start_new_session=True
            )
        )
        ends = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > ends:
                raise TimeoutError(f"{self.kind} did not start; see {self.folder}/broker.log")
            time.sleep(0.3)

    def kill(self) -> None:
        """`kill -9`, with all it has started."""
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()
        self.processes.clear()

    def _rabbitmq(self) -> tuple[list[str], dict[str, str]]:
        # epmd would outlive it, were it not started as a child here.
        epmd = ["epmd", "-port", str(self.epmd_port)]
        self.processes.append(
            subprocess.Popen(epmd, stdout=subprocess.DEVNULL, start_new_session=True)
        )
        plugins = self.folder / "plugins"
        plugins.write_text("[].")
        return [str(RABBIT)], {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"rc{self.port}@localhost",
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "ERL_EPMD_PORT": str(self.epmd_port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": QUIET,
        }

    def _redis(self) -> tuple[list[str], dict[str, str]]:
        return [
            "redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir",
            str(self.folder), "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        ], {}  # fmt: skip

    def _answers(self) -> bool:
        """A port that is open says little of RabbitMQ: it must greet, too."""
        hello = b"AMQP\x00\x00\x09\x01" if self.kind == "rabbitmq" else b"PING\r\n"
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1.0) as connection:
                connection.settimeout(2.0)
                connection.sendall(hello)
                return bool(connection.recv(8)) if self.kind == "rabbitmq" else (
                    connection.recv(8).startswith(b"+PONG")
                )  # fmt: skip
        except OSError:
            return False


@contextmanager
def broker(kind: str, folder: Path) -> Iterator[BrokerProcess]:
    """A broker of that kind while the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    made = BrokerProcess(kind, folder, *(free_port() for _ in range(3)))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
