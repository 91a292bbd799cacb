"""The model's files are told apart from none and from others."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.errors import RouterError
from routing.routers.embedded.model_files import (
    ENGLISH,
    are_genuine,
    are_present,
    require_genuine,
    sha256,
)


def test_files_of_the_right_names_are_present_but_not_yet_genuine(tmp_path: Path):
    assert not are_present(tmp_path)
    for name in ENGLISH.digests:
        (tmp_path / name).write_text("another")
    assert are_present(tmp_path)
    assert not are_genuine(tmp_path)
    with pytest.raises(RouterError, match="damaged"):
        require_genuine(tmp_path)


def test_the_hash_is_the_standard_one(tmp_path: Path):
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc").startswith("ba7816bf8f01cfea")
