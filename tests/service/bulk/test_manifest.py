"""The manifest: what stands in it counts, and a line that was cut off does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.bulk.manifest import NAME, JobLine, Manifest, Part
from service.bulk.output_folder import OutputFolder
from service.errors import ServiceError


def part(number: int, first: int = 0, last: int = 10) -> Part:
    return Part(f"part-{number}", f"p{number}", "a.csv", first, last, 10, 10, 0, "ab")


@pytest.fixture
def folder(tmp_path: Path) -> OutputFolder:
    return OutputFolder(str(tmp_path))


@pytest.fixture
def manifest(folder: OutputFolder) -> Manifest:
    made = Manifest(folder, JobLine("profile", 10))
    made.write()
    made.add(part(1))
    made.add(part(2, 0, 4))
    return made


def test_what_was_added_is_read_back(manifest, folder):
    read = Manifest.read(folder)
    assert (read.job, read.parts) == (manifest.job, manifest.parts)
    assert read.done("p2") == [(0, 4)]


def test_a_line_that_was_cut_off_does_not_count(manifest, folder, tmp_path):
    file = tmp_path / NAME
    file.write_text(file.read_text()[:-5])
    assert Manifest.read(folder).parts == [part(1)]


def test_after_a_cut_line_the_next_one_is_whole_again(manifest, folder, tmp_path):
    file = tmp_path / NAME
    file.write_text(file.read_text()[:-5])
    read = Manifest.read(folder)
    assert read.keep(frozenset({"p1", "p3"})) == []
    read.add(part(3))
    assert Manifest.read(folder).parts == [part(1), part(3)]


def test_parts_of_what_is_no_longer_there_go_with_their_files(manifest, folder, tmp_path):
    (tmp_path / "part-1").write_text("rows")
    assert manifest.keep(frozenset({"p2"})) == [part(1)]
    assert not (tmp_path / "part-1").exists()
    assert Manifest.read(folder).parts == [part(2, 0, 4)]


@pytest.mark.parametrize("text", ["nonsense\n", '{"format": 1}\n', '{"format": 9, "profile": 1}\n'])
def test_a_manifest_nobody_understands_is_refused_in_a_sentence(folder, tmp_path, text):
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ServiceError, match=r"damaged|another version"):
        Manifest.read(folder)
