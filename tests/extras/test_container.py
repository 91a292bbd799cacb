"""Dockerfile and compose.yaml say what the service does: each command is run as it stands."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.brokers import free_port

pytest.importorskip("fastapi")
pytest.importorskip("celery")

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
# Everything but one folder is read-only to a command, and it may do nothing that only root may.
ALONE = (
    'mount --make-rprivate / && mount -t tmpfs none "$0" && mount -o remount,bind,ro / '
    '&& exec setpriv --bounding-set=-all --no-new-privs "$@"'
)
READ_ONLY = ["unshare", "--mount", "sh", "-c", ALONE]
OURS = {name: each for name, each in COMPOSE["services"].items() if name != "broker"}


def instructions(name: str) -> list[str]:
    """What stands behind an instruction, lines that go on joined."""
    joined = DOCKERFILE.replace("\\\n", " ").splitlines()
    return [line.removeprefix(name).strip() for line in joined if line.startswith(f"{name} ")]


def words(text: str) -> list[str]:
    return list(yaml.safe_load(text))


def here(command: list[str], port: int) -> list[str]:
    """The same command with this Python, on a port that is free."""
    given = [each.replace("8600", str(port)).replace("0.0.0.0", "127.0.0.1") for each in command]  # noqa: S104
    return [sys.executable, *given[1:]]


def test_the_image_is_slim_not_root_and_has_its_model_inside():
    assert instructions("FROM")[0].startswith("python:3.11-slim")
    assert instructions("USER") == ["10001"]
    assert any("routers.embedded.fetch" in each for each in instructions("RUN"))
    assert len(instructions("HEALTHCHECK")) == 1


def test_whatever_is_installed_is_pinned():
    """By a file with hashes, or by its version."""
    for each in instructions("RUN"):
        for command in each.split("&&"):
            if "pip install" in command:
                named = [w for w in shlex.split(command)[4:] if not w.startswith("-")]
                assert all("==" in name or name.startswith("requirements") for name in named)


def test_every_package_of_the_image_has_its_hashes():
    text = (ROOT / "requirements-service.txt").read_text("utf-8").replace("\\\n", " ")
    named = [line for line in text.splitlines() if line[:1].isalnum()]
    assert len(named) > 50
    assert [line for line in named if "--hash=sha256:" not in line] == []


def test_every_file_that_is_copied_is_there():
    for each in instructions("COPY"):
        *sources, _target = shlex.split(each)
        assert all(source == "." or list(ROOT.glob(source)) or "[" in source for source in sources)


def test_processes_are_started_again_cannot_write_and_have_time_to_end():
    for each in OURS.values():
        assert each["restart"] == "unless-stopped"
        assert each["read_only"] is True
        assert each["stop_grace_period"] == "12s"
        assert each["cap_drop"] == ["ALL"]
    assert COMPOSE["services"]["broker"]["image"].startswith("rabbitmq:")
    assert COMPOSE["services"]["broker"]["healthcheck"]


def may_mount() -> bool:
    asked = ["unshare", "--mount", "true"]
    return bool(shutil.which("unshare")) and not subprocess.run(asked, check=False).returncode


@pytest.mark.parametrize("root", ["writable", "read-only"])
def test_the_receiver_starts_is_healthy_and_ends_in_time(root, published, tmp_path):
    if root == "read-only" and not may_mount():
        pytest.skip("this user may not mount, so the root cannot be made read-only")
    port, data = free_port(), tmp_path / "data"
    data.mkdir()
    command = here(OURS["receiver"]["command"], port)
    assert command[1:] == here(words(instructions("CMD")[-1]), port)[1:]
    environment = os.environ | {
        "ROUTECASE_SERVICE": str(data / "live"), "ROUTECASE_PROFILE": str(published),
        "TMPDIR": str(data), "HOME": "/nonexistent",
    }  # fmt: skip
    check = words(instructions("HEALTHCHECK")[0].partition("CMD")[2])
    started = command if root == "writable" else [*READ_ONLY, str(data), *command]
    with subprocess.Popen(started, cwd=ROOT, env=environment) as process:
        healthy = None
        for _ in range(100):
            healthy = subprocess.run(here(check, port), check=False, capture_output=True)
            if healthy.returncode == 0:
                break
            time.sleep(0.3)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait()
        assert time.monotonic() - began < 10
    assert healthy is not None
    assert healthy.returncode == 0


@pytest.mark.parametrize("name", ["worker", "writer", "owner"])
def test_the_other_commands_are_known_and_ask_for_a_queue(name, published, tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "ROUTECASE_BROKER"}
    done = subprocess.run(
        here(OURS[name]["command"], 0), cwd=ROOT, capture_output=True, text=True, check=False,
        env=environment | {"ROUTECASE_SERVICE": str(tmp_path), "ROUTECASE_PROFILE": str(published)},
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "ROUTECASE_BROKER" in done.stderr


def test_the_template_names_a_handler_that_is_there():
    assert instructions("CMD")[0] == '["service.aws.handler"]'

    class Loader(yaml.SafeLoader):
        """CloudFormation's own tags are texts here."""

    Loader.add_multi_constructor("!", lambda _loader, _tag, node: node.value)
    template = yaml.load((ROOT / "deploy" / "template.yaml").read_text("utf-8"), Loader)
    batch = template["Resources"]["Router"]["Properties"]["Events"]["Batch"]["Properties"]
    assert batch["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
