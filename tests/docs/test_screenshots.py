"""The pictures of the documents are there, and of the code that draws the screens now."""

from __future__ import annotations

import re
from pathlib import Path

from docs.tools import screenshots
from docs.tools.screenshots import SHOTS, fingerprint, made_from

ROOT = Path(__file__).parents[2]


def test_every_picture_is_of_the_present_screen():
    taken = made_from()
    old = [shot.name for shot in SHOTS if taken.get(shot.name) != fingerprint(shot.page)]
    assert old == [], "run `make screenshots`: these show what the screens were"


def test_every_picture_of_the_documents_is_taken_from_the_app():
    pages = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    shown = {
        Path(link).stem
        for page in pages
        for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    assert shown <= {shot.name for shot in SHOTS}
    assert {shot.name for shot in SHOTS} <= {file.stem for file in screenshots.FOLDER.glob("*.png")}


def test_a_changed_part_changes_the_fingerprint(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    page = tmp_path / "pages" / "dial.py"
    page.write_text("one")
    monkeypatch.setattr(screenshots, "ROOT", tmp_path)
    before = fingerprint("dial")
    page.write_text("two")
    assert fingerprint("dial") != before
