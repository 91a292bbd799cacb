"""A scenario as a commented TOML file, and as a short text for the address of a page."""

from __future__ import annotations

import base64
import binascii
import json
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import tomli_w

from roi.errors import ScenarioError
from roi.inputs.assumptions import Assumption, assumptions
from roi.inputs.values import INPUTS
from roi.numbers import plain
from roi.scenarios.scenario import Scenario
from roi.scenarios.scenario_record import SETTINGS, read_record, whole_record

HEADING: Final = """\
# A scenario of RouteCase.
#
# Change what you know better; leave out what you do not: the default counts.
# An input is a number, or a table that also says its range and where it comes from:
#   coverage = { value = 0.62, low = 0.59, high = 0.65, n = 1200, source = "run 3" }
#   manual_seconds = { value = 150, low = 120, high = 200, source = "study", strength = "strong" }
# Shares are between 0 and 1. Money is in the scenario's currency unless it says US dollars.
"""
SETTING_COMMENTS: Final[Mapping[str, str]] = {
    "name": "Stands on the documents, as does the company.",
    "currency": "A code of three capital letters.",
    "rate_date": "The day of the exchange rate usd_rate; without it documents are stamped.",
    "in_dollars": "Entered amounts that stand in US dollars until the rate has a day.",
    "begins": "The first month; benefits with a date count from that date on.",
    "horizon_months": "How many months are counted, 1 to 120.",
    "start": "conservative, expected or optimistic: to which end of its range each input leans.",
    "accepted": "The ledgers that finance accepts: cash, capacity, avoided.",
    "pay": "hourly: from wage_per_hour. salary: from salary_per_year and paid_hours_per_year.",
    "llm_basis": "tokens: from tokens and prices. ticket: from cost_per_ticket_usd.",
    "spread": "The shape of the assumed ranges: pert or triangular.",
    "seed": "Makes the draws of the uncertainty repeatable.",
}
# A scenario with every source written out is far below this; more would be an attack.
MAX_LINK_BYTES: Final = 200_000
BROKEN_LINK: Final = "The link does not hold a whole scenario; ask for it again."


def read_scenario(text: str) -> Scenario:
    r"""Read a scenario; what is left out has its default.

    Raises ScenarioError naming the key that is wrong.

    >>> read_scenario('currency = "EUR"\n[inputs]\ncoverage = 0.7')["coverage"]
    0.7
    """
    try:
        return read_record(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"The scenario is not valid TOML: {error}.") from error


def write_scenario(scenario: Scenario) -> str:
    """The scenario as TOML that `read_scenario` reads back to an equal value.

    >>> optimistic = Scenario.default("optimistic")
    >>> read_scenario(write_scenario(optimistic)) == optimistic
    True
    """
    record = whole_record(scenario)
    lines = [HEADING, *_settings(record), *_tables(record), "[inputs]", *_inputs(record["inputs"])]
    return "\n".join(lines) + "\n"


def template() -> str:
    """A commented scenario with every default, to be filled in."""
    return write_scenario(Scenario.default())


def to_link(scenario: Scenario) -> str:
    """The scenario in letters, digits, "-" and "_" only.

    >>> from_link(to_link(Scenario.default())) == Scenario.default()
    True
    """
    bare = json.dumps(whole_record(scenario), ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(bare.encode("utf-8"), 9)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_link(text: str) -> Scenario:
    """The scenario of a link.

    Raises ScenarioError when the link is damaged or its scenario is wrong.
    """
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        bare = unpacker.decompress(packed, MAX_LINK_BYTES)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ScenarioError(BROKEN_LINK)
        record = json.loads(bare)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise ScenarioError(BROKEN_LINK) from error
    if not isinstance(record, dict):
        raise ScenarioError(BROKEN_LINK)
    return read_record(record)


def _settings(record: Mapping[str, Any]) -> Iterator[str]:
    for key in SETTINGS:
        if key in SETTING_COMMENTS:
            yield f"# {SETTING_COMMENTS[key]}"
        yield _pair(key, record[key]) if key in record else f'# {key} = ""'
    yield ""


def _tables(record: Mapping[str, Any]) -> Iterator[str]:
    """Owners and dates of benefits, and what was answered about the volume."""
    for name in ("commitments", "volume"):
        if name in record:
            yield f"[{name}]"
            yield from (_pair(key, value) for key, value in record[name].items())
            yield ""


def _inputs(entries: Mapping[str, Any]) -> Iterator[str]:
    group = ""
    for key in INPUTS:
        rule = assumptions()[key]
        if rule.group != group:
            group = rule.group
            yield f"\n# ---- {group} ".ljust(80, "-")
        yield f"\n{_comment(rule)}"
        yield _pair(key, entries[key])


def _comment(rule: Assumption) -> str:
    spread = f"{plain(rule.low)} to {plain(rule.high)}"
    return (
        f"# {rule.label}, in {rule.unit}; plausible: {spread}.\n"
        f"# {rule.strength.capitalize()} source: {rule.source}."
    )


def _pair(key: str, value: Any) -> str:
    if not isinstance(value, dict):
        return tomli_w.dumps({key: value}).rstrip("\n")
    pairs = ", ".join(_pair(name, item) for name, item in value.items())
    return f"{key} = {{ {pairs} }}"
