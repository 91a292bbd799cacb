"""Scenarios of release 0.1 held a TOML text inside their JSON: here they become plain values."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

import duckdb

from store.queries import query


def convert(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the plain values of every scenario in place of its text."""
    for name, kept in connection.execute(query("scenarios.released")).fetchall():
        record = plain_record(json.loads(kept))
        follows = record.pop("follows", None)
        entered, inputs = (
            json.dumps(record.pop(table)) if table in record else None
            for table in ("entered", "inputs")
        )
        values = {
            "name": name, "follows": follows, "entered": entered, "inputs": inputs,
            "settings": json.dumps(record),
        }  # fmt: skip
        connection.execute(query("scenarios.convert"), values)


def plain_record(kept: Mapping[str, Any]) -> dict[str, Any]:
    r"""The record of a scenario: its settings, what it follows, and what was entered.

    >>> plain_record({"toml": 'name = "A"\n[inputs]\ncoverage = 0.5', "follows": None})
    {'name': 'A', 'inputs': {'coverage': 0.5}}
    >>> toml = 'name = "A"\n[inputs]\ncoverage = { value = 0.5, override = 0.7 }'
    >>> plain_record({"toml": toml, "follows": "expected"})
    {'name': 'A', 'follows': 'expected', 'entered': {'coverage': 0.7}}
    >>> plain_record({"tickets_per_month": 10000.0})
    {'tickets_per_month': 10000.0}
    """
    if "toml" not in kept:
        return dict(kept)
    record = tomllib.loads(kept["toml"])
    if not kept.get("follows"):
        return record
    inputs = record.pop("inputs", {})
    entered = {
        key: entry["override"]
        for key, entry in inputs.items()
        if isinstance(entry, dict) and "override" in entry
    }
    return {**record, "follows": kept["follows"], "entered": entered}
