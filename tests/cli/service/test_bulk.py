"""`python -m service.bulk`: its summary, and what each way of ending is told by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.service.bulk import ENDED, REFUSED, main
from routing import profile_archive
from tests.routing.conftest import profile

__all__ = ["profile"]


@pytest.fixture
def asked(tmp_path: Path, profile) -> list[str]:
    profile_archive.write(profile, tmp_path / "p.profile")
    (tmp_path / "in.csv").write_text("id,subject\n1,refund\n2,crash\n3,\n")
    return [
        str(tmp_path / "in.csv"), str(tmp_path / "out"), "--workers", "1",
        "--profile", str(tmp_path / "p.profile"),
    ]  # fmt: skip


def test_a_job_is_summed_up_and_goes_on(asked, capsys):
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["failed"], told["parts"]) == (3, 1, 1)
    assert main(asked) == REFUSED
    assert "go on with --resume" in capsys.readouterr().err
    assert main([*asked, "--resume"]) == 0
    assert "1 parts were finished before" in capsys.readouterr().out


def test_a_disk_without_room_ends_the_job_and_says_what_to_do(asked, tmp_path, capsys):
    (tmp_path / "out").write_text("a file where the folder should be")
    assert main(asked) == ENDED
    assert "could not be written" in capsys.readouterr().err


def test_a_profile_that_is_none_is_refused(asked, tmp_path, capsys):
    (tmp_path / "p.profile").write_text("nothing")
    assert main(asked) == REFUSED
    assert "damaged" in capsys.readouterr().err
