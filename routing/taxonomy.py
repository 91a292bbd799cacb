"""The taxonomy: the categories a ticket can belong to, always with `Unknown` as the way out."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

import tomli_w

from routing.errors import TaxonomyError

UNKNOWN: Final = "Unknown"
Risk = Literal["low", "medium", "high"]
KEYS: Final = ("name", "description", "examples", "risk", "group", "parent")
MAX_LEVELS: Final = 3


@dataclass(frozen=True, slots=True)
class Category:
    """Where a ticket belongs.

    examples: short texts a customer might write.
    risk: what a wrong routing costs; `high` always wants a person under the default policy.
    group: the help desk's own team that the category maps to, "" when not mapped.
    parent: the broader category it is a part of, "" for one of the first level.
    """

    name: str
    description: str = ""
    examples: tuple[str, ...] = ()
    risk: Risk = "low"
    group: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """An ordered set of categories; `Unknown` is always allowed and never listed.

    Categories may have parents, on at most three levels. A router chooses among those that are
    nobody's parent; a parent is what it answers where it is unsure between them.

    Raises TaxonomyError for a name that is used twice and a parent that is none.
    """

    categories: tuple[Category, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for category in self.categories:
            if category.name.casefold() in seen:
                raise TaxonomyError(f'The category name "{category.name}" is used twice.')
            seen.add(category.name.casefold())
        if parents := self.parents:
            self._check_parents(parents)

    @property
    def names(self) -> tuple[str, ...]:
        """The category names in order, without `Unknown`."""
        return tuple(category.name for category in self.categories)

    def category(self, name: str) -> Category | None:
        """The category of that name, None when there is none."""
        return next((c for c in self.categories if c.name == name), None)

    @property
    def parents(self) -> Mapping[str, str]:
        """The parent of each category that has one."""
        return {c.name: c.parent for c in self.categories if c.parent}

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The parents of a category, the nearest first.

        >>> card = (Category("Card"), Category("Lost card", parent="Card"))
        >>> Taxonomy(card).ancestors("Lost card")
        ('Card',)
        """
        return ancestors(name, self.parents)

    def only(self, names: Collection[str]) -> Taxonomy:
        """The same categories, those of these names alone, as if none had a parent."""
        return Taxonomy(tuple(replace(c, parent="") for c in self.categories if c.name in names))

    def leaves(self) -> Taxonomy:
        """The categories a router chooses among: those that are nobody's parent.

        >>> card = (Category("Card"), Category("Lost card", parent="Card"))
        >>> Taxonomy(card).leaves().names
        ('Lost card',)
        """
        inner = set(self.parents.values())
        if not inner:
            return self
        return self.only([name for name in self.names if name not in inner])

    def _check_parents(self, parents: Mapping[str, str]) -> None:
        names = set(self.names)
        for name, parent in parents.items():
            if parent not in names:
                raise TaxonomyError(f'The parent "{parent}" of "{name}" is no category; add it.')
            if len(ancestors(name, parents)) >= MAX_LEVELS:
                raise TaxonomyError(
                    f'"{name}" stands below more than {MAX_LEVELS} levels of parents, or is a '
                    "parent of itself."
                )

    @classmethod
    def from_labels(cls, labels: Iterable[str | None]) -> Taxonomy:
        """The labels found in a file, sorted by name, without empty ones and `Unknown`.

        >>> Taxonomy.from_labels(["b", "a", None, "b", "Unknown"]).names
        ('a', 'b')
        """
        found: dict[str, str] = {}
        for label in labels:
            if label and label.strip() and label.casefold() != UNKNOWN.casefold():
                found.setdefault(label.casefold(), label)
        return cls(tuple(Category(name) for name in sorted(found.values())))

    @classmethod
    def from_toml(cls, text: str) -> Taxonomy:
        r"""Read `[[category]]` tables.

        Raises TaxonomyError naming the key that is wrong.

        >>> Taxonomy.from_toml('[[category]]\nname = "Billing"\nrisk = "high"').categories[0].risk
        'high'
        """
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise TaxonomyError(f"The taxonomy is not valid TOML: {error}.") from error
        tables = data.pop("category", None)
        if data:
            raise TaxonomyError(f'The taxonomy has an unknown key "{next(iter(data))}".')
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise TaxonomyError('The taxonomy needs at least one table "[[category]]".')
        return cls(tuple(_category(t, i) for i, t in enumerate(tables, 1)))

    def to_toml(self) -> str:
        """The taxonomy as TOML that `from_toml` reads back to an equal value."""
        tables = [
            {
                key: _plain(getattr(category, key))
                for key in KEYS
                # Left out where there is none, so that taxonomies of before keep their fingerprint.
                if key != "parent" or category.parent
            }
            for category in self.categories
        ]
        return tomli_w.dumps({"category": tables}, multiline_strings=True)


def ancestors(name: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """The parents of a category by their children, the nearest first; at most three."""
    found: list[str] = []
    while len(found) < MAX_LEVELS and (name := parents.get(name, "")):
        found.append(name)
    return tuple(found)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _category(table: Mapping[str, Any], number: int) -> Category:
    where = f"category {number}"
    for key in table:
        if key not in KEYS:
            raise TaxonomyError(f'{where}: unknown key "{key}"; known are {", ".join(KEYS)}.')
    name = _text(table, "name", where).strip()
    if not name:
        raise TaxonomyError(f'{where}: the key "name" is missing or empty.')
    if name.casefold() == UNKNOWN.casefold():
        raise TaxonomyError(f'{where}: "name" may not be "{UNKNOWN}": it is always there.')
    where = f'category {number} ("{name}")'
    examples = table.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(e, str) for e in examples):
        raise TaxonomyError(f'{where}: "examples" must be a list of texts.')
    risk = table.get("risk", "low")
    if risk not in get_args(Risk):
        raise TaxonomyError(f'{where}: "risk" must be low, medium or high, not "{risk}".')
    return Category(
        name=name,
        description=_text(table, "description", where).strip(),
        examples=tuple(examples),
        risk=risk,
        group=_text(table, "group", where).strip(),
        parent=_text(table, "parent", where).strip(),
    )


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise TaxonomyError(f'{where}: "{key}" must be a text, not {value!r}.')
    return value
