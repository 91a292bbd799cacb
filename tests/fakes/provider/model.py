"""The fake model: it reads the tickets out of the data part and knows the right answer to each.

A ticket says "case 17"; its right category is the one at place 17 modulo their number. What goes
wrong goes wrong on purpose, and by kind.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

CASE = re.compile(r"case (\d+)")
DATA = re.compile(r"<(tickets?-\w+)>\n(.*)\n</\1>", re.DOTALL)


def asks_for_sql(body: dict[str, Any]) -> bool:
    """Whether a question in words shall become SQL."""
    return "one SQL statement" in body["messages"][0]["content"]


def written(body: dict[str, Any]) -> str:
    """The SQL that the question itself holds: `… write: A`, and after a complaint `… then: B`."""
    user = body["messages"][-1]["content"]
    mark = "then:" if "DuckDB says" in user else "write:"
    line = next((each for each in user.splitlines() if each.startswith(mark)), "")
    return json.dumps({"sql": line.removeprefix(mark).strip(), "says": "What was asked."})


def tickets_in(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The tickets as the request holds them."""
    user = body["messages"][-1]["content"]
    found = DATA.search(user)
    if asks_for_sql(body):
        return []
    assert found, "the data part is missing"
    return [json.loads(line) for line in found[2].splitlines()]


def categories_in(body: dict[str, Any]) -> list[str]:
    """The categories the request offers, without the way out."""
    system = body["messages"][0]["content"]
    names = re.findall(r'^\{"category": "((?:[^"\\]|\\.)*)"', system, re.MULTILINE)
    return [json.loads(f'"{name}"') for name in names]


def case(ticket: dict[str, Any]) -> int:
    found = CASE.search(ticket["text"])
    return int(found[1]) if found else 0


def right(number: int, names: list[str]) -> str:
    return names[number % len(names)]


def answer(body: dict[str, Any], kind: str) -> tuple[str, str, str | None]:
    """Text, finish reason and refusal for that kind of answer."""
    if asks_for_sql(body):
        return written(body), "stop", None
    names = categories_in(body)
    tickets = tickets_in(body)
    said: dict[str, Any]
    if len(tickets) == 1:
        said = {"category": right(case(tickets[0]), names), "confidence": 0.9}
    else:
        said = {str(t["id"]): right(case(t), names) for t in tickets}
    text = json.dumps(said)
    prose = f"It could be {names[0]} or {names[-1]}, I would say."
    only = str(said.get("category"))
    dressed = f"**{str(said.get('category')).upper()}**"
    return {
        "cut": (text[: len(text) // 2 - 4], "length", None),
        "prose": (prose, "stop", None),
        "empty": ("", "stop", None),
        "refusal": ("", "stop", "I cannot help with that."),
        "outside": (json.dumps({"category": "Made Up"}), "stop", None),
        "filtered": ("", "content_filter", None),
        "case": (dressed, "stop", None),
        "name": (only, "stop", None),
        "thoughts": ("", "stop", None),
        "label": (json.dumps({"label": only, "confidence": 0.9}), "stop", None),
        "list": (json.dumps([only]), "stop", None),
    }.get(kind, (text, "stop", None))


def logprobs(text: str) -> dict[str, Any]:
    """Tokens of four letters, each quite sure."""
    parts = [text[i : i + 4] for i in range(0, len(text), 4)]
    sure = math.log(0.98)
    return {
        "content": [
            {"token": p, "logprob": sure, "top_logprobs": [{"token": p, "logprob": sure}]}
            for p in parts
        ]
    }


def tokens(text: str) -> int:
    return max(1, len(text) // 4)
