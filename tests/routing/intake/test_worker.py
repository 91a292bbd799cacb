"""The child process, as its parent talks to it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def answer(job: dict[str, object]) -> tuple[int, list[dict[str, object]]]:
    done = subprocess.run(
        [sys.executable, "-m", "routing.intake.worker"],
        input=json.dumps(job), capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_look_is_answered_with_a_preview(save: Callable):
    code, messages = answer({"inspect": [str(save("id,subject\n1,a\n"))]})
    assert code == 0
    assert messages[-1]["preview"]["columns"] == ["id", "subject"]


def test_a_load_writes_and_is_done(save: Callable, tmp_path: Path):
    job = {"load": [str(save("id,subject\n1,a\n"))], "out": str(tmp_path), "mapping": None}
    assert answer(job)[1][-1] == {"done": True}
    assert (tmp_path / "tickets.parquet").exists()


def test_a_refusal_is_one_message(save: Callable):
    code, messages = answer({"inspect": [str(save(b"%PDF-1.7"))]})
    assert code == 2
    assert "PDF" in messages[-1]["refused"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_limit_of_the_machine_below_ours_is_no_damage_of_the_file(save: Callable):
    job = json.dumps({"inspect": [str(save("id,subject\n1,a\n"))]})
    worker = f"ulimit -v 400000; exec {sys.executable} -m routing.intake.worker"
    done = subprocess.run(
        ["/bin/sh", "-c", worker], input=job, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert json.loads(done.stdout)["preview"]["columns"] == ["id", "subject"]
