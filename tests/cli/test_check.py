"""`python -m routing check`, as a script meets it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from routing.__main__ import main


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["check", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(
        "Ticket ID,Subject,Description,Group,Created time\n"
        '00123,Hallo,"two\nlines 😀",Billing,2024-03-12 09:41\n'
        "2,a,b,c,d,e,f\n"
        "3,NA,None, ,soon\n"
    )
    return path


def test_an_accepted_file_is_told_by_its_rows_and_mapping(export: Path, capsys):
    code, report = check(capsys, str(export))
    assert code == 0
    assert report["verdict"] == "accept"
    assert report["rows"] == 3
    assert report["mapping"] == {
        "id": "Ticket ID", "subject": "Subject", "body": "Description", "category": "Group",
        "created_at": "Created time",
    }  # fmt: skip
    assert [reject["line"] for reject in report["rejected"]] == [4]
    assert any("dates" in warning for warning in report["warnings"])
    assert report["error"] is None
    assert report["code"] is None


def test_the_tickets_are_written_to_the_letter(export: Path, tmp_path: Path, capsys):
    out = tmp_path / "out.jsonl"
    assert check(capsys, str(export), "--tickets", str(out))[0] == 0
    tickets = [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]
    assert tickets == [
        {"id": "00123", "subject": "Hallo", "body": "two\nlines 😀", "category": "Billing",
         "created_at": "2024-03-12T09:41:00"},
        {"id": "3", "subject": "NA", "body": "None", "category": None, "created_at": None},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("empty.csv", b"", "empty"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n", "PNG picture"),
        ("header.csv", b"id,subject\n", "no rows"),
        ("cut.csv.gz", gzip.compress(b"id,subject\n1,a\n", mtime=0)[:-9], "cut off"),
        ("columns.csv", b"a,b\n1,2\n", "no column with the subject or the body"),
    ],
)
def test_a_refused_file_has_one_sentence_and_leaves_no_file(
    name: str, content: bytes, cause: str, tmp_path: Path, capsys
):
    path, out = tmp_path / name, tmp_path / "out.jsonl"
    path.write_bytes(content)
    code, report = check(capsys, str(path), "--tickets", str(out))
    assert code == 2
    assert report["verdict"] == "reject"
    assert cause in report["error"]
    assert report["code"] == "file_refused"
    assert report["mapping"] == dict.fromkeys(("id", "subject", "body", "category"))
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_missing_file_a_folder_and_an_unwritable_target_are_refused(
    export: Path, tmp_path: Path, capsys
):
    assert "no file" in check(capsys, str(tmp_path / "none.csv"))[1]["error"]
    assert "folder" in check(capsys, str(tmp_path))[1]["error"]
    code, report = check(
        capsys, str(export), "--tickets", str(tmp_path / "no" / "such" / "out.jsonl")
    )
    assert code == 2
    assert "cannot be written" in report["error"]


def test_when_every_row_is_refused_the_rows_are_listed(tmp_path: Path, capsys):
    path = tmp_path / "t.csv"
    path.write_text("id,subject\n" + "1,a,b\n" * 5)
    code, report = check(capsys, str(path))
    assert code == 2
    assert report["rows"] == 5
    assert len(report["rejected"]) == 5


def test_the_answer_for_people_names_everything(export: Path, capsys):
    assert main(["check", str(export)]) == 0
    out = capsys.readouterr().out
    assert "2 tickets, 1 rejected row" in out
    assert "Ticket ID" in out
    assert "line 4" in out
    assert main(["check", "nowhere.csv"]) == 2
    assert "Refused" in capsys.readouterr().out


def test_the_module_runs_and_imports_nothing_heavy(export: Path):
    root = Path(__file__).parents[2]
    code = (
        "import sys; from routing.__main__ import main; main(['check', sys.argv[1], '--json']);"
        "assert not {'pandas', 'sklearn', 'streamlit'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(export)],
        capture_output=True, check=False, cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "accept"
