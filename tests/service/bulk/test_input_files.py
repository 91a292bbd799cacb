"""The input of a bulk job: files, folders, patterns and object stores as partitions."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from routing.errors import FileRefused
from service.bulk.input_files import open_input, partitions
from service.bulk.partition import Partition


def write(folder: Path, name: str, count: int, word: str = "refund") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{n},{word} {n},body {n}" for n in range(count)]
    path.write_text("\n".join(["id,subject,body", *lines]))
    return path


def texts(found: list[Partition]) -> list[str]:
    items = []
    for each in found:
        with open_input(each.url) as stream:
            items += [item.subject for item in each.layout.items(stream, each.rows)]
    return items


def test_all_files_of_a_folder_are_cut_into_rows(tmp_path):
    write(tmp_path, "b.csv", 5, "later")
    write(tmp_path, "sub/a.csv", 3)
    write(tmp_path, "_SUCCESS", 0)
    write(tmp_path, ".hidden/c.csv", 3)
    found = list(partitions(str(tmp_path), 2))
    assert [(each.source, each.count) for each in found] == [
        ("b.csv", 2), ("b.csv", 2), ("b.csv", 1), ("sub/a.csv", 2), ("sub/a.csv", 1),
    ]  # fmt: skip
    assert texts(found)[:2] == ["later 0", "later 1"]


def test_a_pattern_names_several_files(tmp_path):
    for name in ("a1.csv", "a2.csv", "b.csv"):
        write(tmp_path, name, 1)
    found = list(partitions(str(tmp_path / "a*.csv"), 10))
    assert [each.source for each in found] == ["a1.csv", "a2.csv"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_object_store_gives_the_same_rows(tmp_path, kind):
    path = write(tmp_path, "a.csv", 5)
    if kind == "parquet":
        table = pa.table({"id": range(5), "subject": [f"refund {n}" for n in range(5)]})
        path = tmp_path / "a.parquet"
        pq.write_table(table, path)
    fs, url = fsspec.filesystem("memory"), f"memory://{uuid4().hex}/a.{kind}"
    fs.pipe_file(url, path.read_bytes())
    assert texts(list(partitions(url, 2))) == texts(list(partitions(str(path), 2)))


def test_only_what_changed_is_another_partition(tmp_path):
    path = write(tmp_path, "a.csv", 30)
    before = [each.identity for each in partitions(str(path), 10)]
    path.write_text(path.read_text().replace("refund 15", "invoice 15"))
    after = [each.identity for each in partitions(str(path), 10)]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_files_with_other_columns_are_refused(tmp_path):
    write(tmp_path, "a.csv", 2)
    (tmp_path / "b.csv").write_text("number,headline\n1,x\n2,y\n")
    with pytest.raises(FileRefused, match='"id" for id is not in the file'):
        list(partitions(str(tmp_path), 10))


def test_an_input_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="There is no file"):
        list(partitions(str(tmp_path / "none.csv"), 10))
    with pytest.raises(FileRefused, match="where every worker can read it"):
        open_input(str(tmp_path / "none.csv"))
