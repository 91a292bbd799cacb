"""The four invented companies of `sample_data/`, as their `company.toml` describes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from usecases.runs.recordings import SAMPLES

# The router whose run stands on the screens until another one is chosen.
MAIN: Final = "embedded"
# The one that is built, and opened, first.
ORDER: Final = ("hollenvik", "quernlight", "corrane", "pellwater")


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """An invented company.

    key: its folder. name: of the company and of its workspace. branch: its line of business.
    sentence: what is special about its desk. languages: its customers' in words. logo_letter,
    colour: its look. scenario: what its business case assumes, as `scenario_record` reads it.
    asked_precision: what the demonstration asks of auto-routing, 0 to 1.
    """

    key: str
    name: str
    branch: str
    sentence: str
    languages: str
    logo_letter: str
    colour: str
    scenario: Mapping[str, Any]
    asked_precision: float

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return SAMPLES / self.key

    @property
    def tickets_per_month(self) -> float:
        """What comes in at its desk."""
        return float(self.scenario["volume"]["tickets_per_month"])

    def recording(self, router: str) -> str:
        """The name of what that router answered, for example `embedded`."""
        return f"{self.key}/recorded/{router}"

    @property
    def recordings(self) -> tuple[str, ...]:
        """All that was recorded, that of the embedded router with labels last."""
        found = sorted(file.stem for file in (self.folder / "recorded").glob("*.jsonl"))
        return tuple(self.recording(name) for name in sorted(found, key=MAIN.__eq__))


@cache
def demo_companies() -> tuple[DemoCompany, ...]:
    """All of them, the one to be opened first before the others."""
    return tuple(_read(key) for key in ORDER)


def demo_company(name: str) -> DemoCompany | None:
    """The company whose workspace has that name; None where it is another workspace."""
    return next((each for each in demo_companies() if each.name == name), None)


def first_shown(names: Sequence[str]) -> str:
    """The workspace that is shown until one is chosen: a user's own before a demo.

    >>> first_shown(["City of Pellwater", "Hollenvik"]), first_shown(["Hollenvik", "Mine"])
    ('Hollenvik', 'Mine')
    """
    places = {company.name: place for place, company in enumerate(demo_companies())}
    return min(names, key=lambda name: places.get(name, -1))


def _read(key: str) -> DemoCompany:
    told = tomllib.loads((SAMPLES / key / "company.toml").read_text(encoding="utf-8"))
    return DemoCompany(
        key, told["name"], told["branch"], told["sentence"], told["languages"],
        told["logo_letter"], told["logo_color"],
        {"name": "Demonstration", "company": told["name"], **told["scenario"]},
        told["policy"]["asked_precision"],
    )  # fmt: skip
