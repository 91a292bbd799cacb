"""What is installed is what was pinned: every requirement has a version and its hashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_every_requirement_is_pinned_with_its_hashes(file: Path):
    lines = re.sub(r"\\\n\s*", "", file.read_text(encoding="utf-8")).splitlines()
    wanted = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert wanted
    for line in wanted:
        assert re.match(r"^[\w.-]+==[\w.!+-]+(?: ;[^\n]*?)?\s*--hash=sha256:[0-9a-f]{64}", line), (
            line
        )


def test_the_makefile_makes_every_one_of_them():
    lock = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"--output-file {file.name}" in lock for file in FILES)


def test_an_image_installs_nothing_but_files_that_carry_hashes():
    recipe = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    installed = re.findall(r"pip install (?:--\S+ )*(.*)", recipe)
    assert installed
    known = {f"-r {file.name}" for file in FILES}
    assert set(installed) <= known
