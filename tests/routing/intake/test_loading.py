# ruff: noqa: DTZ001 - one case a line reads best as a table; our times have no zone
"""Loading in a child process: what it writes, and how it fails."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from routing.errors import FileRefused
from routing.intake.columns.mapping import Mapping
from routing.intake.loading import REJECTS, SUMMARY, TICKETS, Summary, inspect, load
from routing.intake.reading import preview
from routing.ticket import Ticket

CSV = "id,subject,body,category,created at\n1,a,b,x,2024-03-12\n2,c\n3,d,e,f,g,h\n"


def test_tickets_rejects_and_summary_are_written(save: Callable, tmp_path: Path):
    calls: list[tuple[float, int]] = []
    summary = load(
        save(CSV), tmp_path / "out", progress=lambda share, rows: calls.append((share, rows))
    )
    tickets = pq.read_table(tmp_path / "out" / TICKETS)
    assert (summary.tickets, summary.rejected, summary.rows) == (2, 1, 3)
    assert tickets.column_names == list(Ticket.__dataclass_fields__)
    assert str(tickets.schema.field("created_at").type) == "timestamp[us]"
    row = tickets.to_pylist()[0]
    first = Ticket(**{**row, "attributes": tuple(row["attributes"])})
    assert first == Ticket(1, "1", "a", "b", "x", created_at=datetime(2024, 3, 12), line=2)
    assert pq.read_table(tmp_path / "out" / REJECTS).to_pylist()[0]["line"] == 4
    assert Summary.from_json((tmp_path / "out" / SUMMARY).read_text("utf-8")) == summary
    assert all(0 <= share <= 1 for share, _ in calls)


def test_the_mapping_is_handed_on(save: Callable, tmp_path: Path):
    summary = load(save("a,b\nx,y\n"), tmp_path / "out", Mapping(body="b"))
    assert summary.mapping == Mapping(body="b")


def test_a_refused_file_leaves_no_tickets(save: Callable, tmp_path: Path):
    with pytest.raises(FileRefused, match="None of the 2 rows"):
        load(save("id,subject\n1,a,b\n2,c,d\n"), tmp_path / "out")
    assert not (tmp_path / "out" / TICKETS).exists()
    assert pq.read_table(tmp_path / "out" / REJECTS).num_rows == 2


def test_a_cancel_stops_the_child(save: Callable, tmp_path: Path):
    with pytest.raises(FileRefused, match="cancelled"):
        load(save(CSV), tmp_path / "out", cancelled=lambda: True)
    assert not (tmp_path / "out" / TICKETS).exists()


def test_a_child_that_dies_is_one_sentence(save: Callable, tmp_path: Path, monkeypatch):
    def dying(*_args: object, **kwargs: object) -> subprocess.Popen[str]:
        return real(["/bin/sh", "-c", "kill -9 $$"], **kwargs)  # type: ignore[call-overload]

    real = subprocess.Popen
    monkeypatch.setattr("routing.intake.loading.subprocess.Popen", dying)
    with pytest.raises(FileRefused, match="could not be read to its end"):
        load(save(CSV), tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_one_sentence(save: Callable, tmp_path: Path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(FileRefused, match="check the disk"):
        load(save(CSV), tmp_path / "taken" / "out")


def test_attributes_are_written_by_their_column(save: Callable, tmp_path: Path):
    load(save("id,subject,office,prio\n1,a,North,\n2,b,,High\n"), tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / TICKETS).to_pylist()
    assert [dict(row["attributes"]) for row in rows] == [{"office": "North"}, {"prio": "High"}]


def test_labels_stay_to_the_letter_and_those_alike_are_told(save: Callable, tmp_path: Path):
    text = "id,subject,Group\n1,a,Billing\n2,b,billing\n3,c,Billing\n"
    summary = load(save(text), tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / TICKETS).to_pylist()
    assert [row["category"] for row in rows] == ["Billing", "billing", "Billing"]
    assert summary.label_variants == (("Billing", "billing"),)


def test_a_first_look_has_the_answer_of_the_child(save: Callable):
    path = save(CSV)
    assert inspect(path) == preview(path)


def test_a_first_look_at_a_bomb_ends_by_the_clock(save: Callable, monkeypatch):
    def starts(*_args: object, **kwargs: object) -> subprocess.Popen[str]:
        return real(["/bin/sh", "-c", "kill -XCPU $$"], **kwargs)  # type: ignore[call-overload]

    real = subprocess.Popen
    monkeypatch.setattr("routing.intake.loading.subprocess.Popen", starts)
    with pytest.raises(FileRefused, match="takes far longer"):
        inspect(save(CSV))
