"""What people made of pushed tickets, as a sentence."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from cli.helpdesk.commands import main
from cli.helpdesk.outcomes import in_words
from routing.evaluation.statistics.intervals import proportion
from store.workspace import Workspace
from usecases.helpdesk.outcomes import KeptShare


def test_the_share_comes_with_its_interval_and_what_it_bounds():
    said = in_words(KeptShare(proportion(180, 200), 20))
    assert "People left 90.0% of 200 pushed tickets" in said
    assert "95 % interval 85." in said
    assert "upper bound of accuracy" in said


def test_before_a_second_reading_it_says_what_to_do(tmp_path: Path, capsys):
    assert "import once more" in in_words(KeptShare(None, 0))
    path = tmp_path / "w.duckdb"
    closing(Workspace(path, "the tests")).thing.close()
    assert main(["outcomes", "--workspace", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"n": 0, "moved": 0, "kept": None, "low": None, "high": None, "pushes": []}
