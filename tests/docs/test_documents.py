"""README and docs: every link leads somewhere, every command exists, every setting is told."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from docs.tools import licences

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
MODULE = re.compile(r"python(?:3|\.exe)? -m ([\w.]+)")
TARGET = re.compile(r"\bmake ([a-z][\w-]*)")
SETTING = re.compile(r"\b(ROUTECASE_[A-Z_]+)\b")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        place, _, part = link.partition("#")
        target = page.parent / place if place else page
        assert target.exists(), f"{page.name} links to {link}"
        if part:
            assert part in anchors(target), f"{page.name} links to {link}"


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them.

    >>> "the-command-line" in anchors(ROOT / "README.md")
    True
    """
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_exists(page: Path):
    words = page.read_text(encoding="utf-8")
    own = [name for name in MODULE.findall(words) if (ROOT / name.split(".")[0]).exists()]
    assert [name for name in own if find_spec(name) is None] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"`{1,3}[^`]*`{1,3}", words))
    assert [name for name in TARGET.findall(code) if f"\n{name}:" not in makefile] == []


def test_every_setting_is_told_and_every_told_setting_exists():
    told = set(SETTING.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    read = {
        found
        for file in (ROOT / "settings.py", *(ROOT / "routing/routers/llm").glob("*.toml"))
        for found in SETTING.findall(file.read_text(encoding="utf-8"))
    }
    assert read - told == set()
    assert told - read - {"ROUTECASE_WEBHOOK_URL"} - names_of_notices() == set()


def names_of_notices() -> set[str]:
    """Settings that are read under a common beginning."""
    source = (ROOT / "settings.py").read_text(encoding="utf-8")
    return {f"ROUTECASE_{name}" for name in re.findall(r'"([A-Z]+_[A-Z]+)"', source)}


def test_the_licences_are_those_of_what_is_pinned():
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([a-z0-9._-]+) \|", page, re.MULTILINE)
    assert [name for name in listed if name not in {"what", "package"}] == licences.packages()
    strong = [line for line in page.splitlines() if re.search(r"\b(A|L)?GPL", line)]
    assert strong == []


def test_what_the_tutorials_tell_to_press_stands_on_a_screen():
    words = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in ("ui", "pages", "usecases", "roi")
        for ending in ("*.py", "*.toml")
        for file in (ROOT / folder).rglob(ending)
    )
    # "Make" and what is made stand in two places.
    said = {
        phrase.removeprefix("Make ")
        for page in (ROOT / "docs").glob("tutorial-*.md")
        for phrase in re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", page.read_text("utf-8"))
    }
    assert sorted(phrase for phrase in said if phrase not in words) == []
