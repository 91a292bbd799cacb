"""Words from outside are shown as text: markup in subjects and category names does nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from routing.decision import Alternative, Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import policies, runs, taxonomies
from store.learning import label_checks
from store.learning.label_checks import LabelCheck
from store.reviewing import bulk, reviews
from store.reviewing.locks import Holder
from store.reviewing.reviews import Review, Verdict
from store.reviewing.waiting import ReviewFilter
from tests.conftest import ticket

MARK = "HOSTILE"
MONEY = f"<i>{MARK}</i> **one** [link](https://evil.example) :red[red] $x^2$ `code`"
CARDS = (
    f"<img src=x onerror=alert(1)> _{MARK}_ ~~two~~ ![pic](https://evil.example/p.png) # :smile:"
)
# What markdown or a figure would make something of, were it left as it stands.
IN_MARKDOWN = ("**one**", "[link](", ":red[", "$x^2$", "`code`", f"_{MARK}_", "~~two~~", "![pic](")
IN_FIGURES = ("<i>", "<img", "</i>")
IN_HTML = (f"<i>{MARK}", "<img src=x")
PAGES = (
    "overview", "tickets", "taxonomy", "route", "review", "learning", "accuracy", "dial", "compare",
    "savings", "misroutes", "explorer",
)  # fmt: skip
KINDS = ("By people", "By the router", "Labels probably wrong")
# Elements whose words Streamlit reads as markdown; the attributes that hold them.
READ_AS_MARKDOWN = (
    "markdown", "caption", "header", "title", "success", "info", "warning", "error",
)  # fmt: skip
LABELS_READ_AS_MARKDOWN = ("button", "checkbox", "toggle", "radio", "metric", "expander", "tabs")


@pytest.fixture
def hostile(desk, fill):
    """A desk whose categories and subjects are full of markup, with two runs and a label check."""
    workspace = desk.workspaces.create("Acme")
    categories = (Category(MONEY, MONEY), Category(CARDS, CARDS, risk="high"))
    taxonomies.save(workspace, Taxonomy(categories), "the tests")
    made = [
        ticket(
            key, (MONEY, CARDS)[key % 2], first_category=MONEY, id=f"{key} {MONEY}",
            subject=f"{MONEY} {key}", body=("invoice " if key % 2 else "stolen ") + CARDS,
            channel=MONEY, language=CARDS, triage_seconds=90.0,
        )
        for key in range(1, 41)
    ]  # fmt: skip
    fill(workspace, made)
    for shift in (0, 1):
        run = runs.start(workspace, "embedded", {"router": "embedded", "threshold": 0.5}, 1)
        said = [
            Decision(
                key, (MONEY, CARDS)[(key + (key < 7 + shift)) % 2], 0.9, "embedded",
                alternatives=(Alternative(CARDS, 0.1),), reason=f"Words that counted: {MONEY}",
            )
            for key in range(1, 41)
        ]  # fmt: skip
        journal = runs.RunJournal(workspace, run.run_id)
        journal.write([Policy(0.5).dispose(each) for each in said])
        journal.end("finished", 1.0, None)
    doubted = [LabelCheck(k, CARDS, MONEY, 0.9, 0.1, 3, 3, 0.9, wrong=True) for k in (1, 3)]
    label_checks.keep(workspace, "now", doubted)
    return workspace


@pytest.mark.parametrize("name", PAGES)
def test_markup_from_outside_stays_text_on_every_screen(hostile, screen, name):
    app = screen(name)
    harmless(app)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("show", ["Flows", "Heat map"])
def test_markup_stays_text_in_every_kind_of_misroute(hostile, screen, kind, show):
    app = screen("misroutes", kind=kind, flows_show=show, common_open="true")
    assert app.get("plotly_chart" if show == "Heat map" else "bidi_component")
    app.session_state["tickets_table"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    harmless(app)
    assert any(MONEY in field.value for field in app.text)  # it is there, to the letter


@pytest.mark.parametrize("tab", ["Decide", "Bulk accept", "Policy", "Progress", "Audit"])
def test_markup_stays_text_on_every_tab_of_the_review_screen(hostile, screen, tab):
    policies.apply(hostile, 2, policies.save(hostile, Policy(0.95), {"by": MONEY}))
    reviews.send(hostile, [1], CARDS, note=MONEY)
    sample = Review(2, CARDS, Verdict.CHOSEN, MONEY, origin="sample", run_id=2, seconds=3.0)
    reviews.record(hostile, sample)
    bulk.accept(
        hostile,
        bulk.candidates(hostile, 2, ReviewFilter()).slice(0, 3),
        2,
        Holder(CARDS, "x"),
        MONEY,
    )
    app = screen("review", reviewer=MONEY)
    app.session_state["review_tab"] = tab
    harmless(app.run())


def test_markup_stays_text_when_a_label_is_marked_wrong(hostile, screen):
    app = screen("misroutes", kind=KINDS[2])
    app.session_state["tickets_table"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    app.text_input(key="reviewer").set_value(MONEY).run()
    app.button(key="label_wrong").click().run()
    assert MARK in app.success[0].value
    harmless(app)


def harmless(app: Any) -> None:
    """Nothing on the screen would be read as markup, and HTML holds words from outside escaped."""
    assert not app.exception
    for words in markdown_of(app):
        assert not [sign for sign in IN_MARKDOWN if sign in words], words
    for element in app.get("html"):
        assert not [sign for sign in IN_HTML if sign in element.proto.body]
    for chart in app.get("plotly_chart"):
        spec = json.loads(chart.proto.spec)
        for words in drawn(spec):
            assert not [sign for sign in IN_FIGURES if sign in words], words


def markdown_of(app: Any) -> Iterator[str]:
    """Every piece of the screen that Streamlit reads as markdown."""
    for kind in READ_AS_MARKDOWN:
        yield from (str(element.value) for element in app.get(kind))
    for kind in LABELS_READ_AS_MARKDOWN:
        yield from (str(getattr(element, "label", "")) for element in app.get(kind))
    for kind in ("button_group", "radio"):
        for element in app.get(kind):
            yield from (str(option) for option in getattr(element, "options", ()))
    for element in app.get("page_link"):
        yield element.proto.label
    for kind in ("metric", "selectbox", "button", "toggle", "text_input", "number_input"):
        yield from (str(getattr(element.proto, "help", "")) for element in app.get(kind))


def drawn(spec: Any, inside: str = "") -> Iterator[str]:
    """The strings of a figure that are drawn or shown on hover; what a click gives stays raw."""
    if isinstance(spec, dict):
        shown = re.findall(r"customdata\[(\d+)\]", str(spec.get("hovertemplate", "")))
        for key, value in spec.items():
            if key == "customdata" and isinstance(value, list):
                for row in value:
                    if isinstance(row, list):
                        yield from (str(row[int(i)]) for i in shown)
                    else:
                        yield str(row)
            else:
                yield from drawn(value, key)
    elif isinstance(spec, list):
        for value in spec:
            yield from drawn(value, inside)
    elif isinstance(spec, str) and inside != "hovertemplate":
        yield spec
