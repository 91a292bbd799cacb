"""The process that runs a query: what it sees, and where it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.errors import QueryRefused
from store.sandbox.pool import Sandbox


def test_a_missing_parameter_is_asked_for(sandbox: Sandbox, snapshot: Path) -> None:
    with pytest.raises(QueryRefused, match=r"Give a value for \$category"):
        sandbox.run(snapshot, "SELECT * FROM tickets WHERE category = $category")


def test_a_result_is_cut_off_and_says_so(tight: Sandbox, snapshot: Path) -> None:
    answer = tight.run(snapshot, "SELECT range AS n FROM range(1000000000)")
    assert answer.cut
    assert answer.table.num_rows == tight.limits.rows
    wide = tight.run(snapshot, "SELECT repeat('x', 1000000) AS w FROM range(100)")
    assert wide.cut
    assert 0 < wide.table.nbytes <= tight.limits.output


def test_a_result_has_no_more_columns_than_a_screen_can_show(
    sandbox: Sandbox, snapshot: Path
) -> None:
    with pytest.raises(QueryRefused, match="at most 1,000 columns"):
        sandbox.run(snapshot, "SELECT " + ", ".join(map(str, range(5_000))))


def test_the_child_sees_no_environment_and_no_open_file(
    snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    made = Sandbox(tmp_path)
    made.run(snapshot, "SELECT 1")
    (worker,) = made._idle
    place = Path(f"/proc/{worker._process.pid}")
    if place.exists():
        assert b"sk-secret" not in (place / "environ").read_bytes()
        assert b"OPENAI" not in (place / "environ").read_bytes()
        opened = [str(link.readlink()) for link in (place / "fd").iterdir()]
        assert [name for name in opened if name.startswith("/") and name != "/dev/null"] == []
        folder = (place / "cwd").readlink()
        assert list(folder.iterdir()) == []
    made.stop()
    assert not place.exists() or not folder.exists()
