"""The parts in which a screen answers: pills, the sentence, a range, a count, an origin, a table.

Each gives HTML in the classes of `assets/answer.css`; every text is escaped here.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from ui.shell.texts import text

Role = Literal["gain", "open", "loss", "quiet"]
OriginKind = Literal["measured", "computed", "assumed", "missing"]
HUNDRED: Final = 100
# A label nearer to an edge than this share of the bar is set to that side.
EDGE: Final = 0.12
# Two labels nearer than this share of the bar would lie on each other.
APART: Final = 0.2


def draw(*parts: str) -> None:
    """Show parts one after the other."""
    st.html("".join(parts))


def escaped(words: str) -> str:
    """Words as HTML shows them."""
    return html.escape(words, quote=True)


def pill(words: str, role: Role) -> str:
    """A verdict or a state in a few words."""
    return f'<span class="pill {role}">{escaped(words)}</span>'


def head(pills: Sequence[str], sentence: str, beneath: str, *, beside: str = "", small: bool = False
         ) -> str:  # fmt: skip
    """The answer: pills, the sentence and what it depends on; `beside` stands to its right.

    sentence, beneath: HTML, see `sentence`. small: below the title of a screen, which is its h1.
    """
    size, tag = (" answer-h2", "h2") if small else ("", "h1")
    right = f'<div class="sure">{beside}</div>' if beside else ""
    return (
        f'<div class="answer-head"><div class="said"><div class="pills">{"".join(pills)}</div>'
        f'<{tag} class="answer-h1{size}">{sentence}</{tag}>'
        f'<p class="answer-sub">{beneath}</p></div>'
        f"{right}</div>"
    )


def sentence(words: str, strong: str = "", role: Role = "gain") -> str:
    """A sentence with one of its parts in the colour of a role.

    >>> sentence("It saves $5 a year.", "$5 a year")
    'It saves <span class="gain">$5 a year</span>.'
    """
    whole, part = escaped(words), escaped(strong)
    return whole.replace(part, f'<span class="{role}">{part}</span>', 1) if part else whole


def squares(hits: int, words: str) -> str:
    """A count out of a hundred that reads without colour: filled or hollow."""
    boxes = "<i></i>" * hits + '<i class="no"></i>' * (HUNDRED - hits)
    return (
        f'<b>{text("shared.how_sure")}</b><div class="squares" role="img" '
        f'aria-label="{text("shared.of_100").format(hits=hits)}">{boxes}</div>'
        f'<div class="caption">{escaped(words)}</div>'
    )


@dataclass(frozen=True, slots=True)
class End:
    """A point of a range bar: where it lies, its figure, and what it is called."""

    at: float
    figure: str
    name: str = ""


def range_bar(low: End, value: End, high: End, reference: End | None = None) -> str:
    """A range with the expected point; both ends named, the reference drawn where there is one."""
    points = [low, value, high, *([reference] if reference else [])]
    first, last = min(each.at for each in points), max(each.at for each in points)
    room = (last - first) * 0.14 or abs(last) * 0.1 or 1.0
    scale = _Scale(first - room, last + room)
    shown = "".join(scale.label(each) for each in _apart(low, high, reference, scale))
    mark = ""
    if reference:
        dash = " dash" if reference.name else ""
        mark = f'<i class="mark{dash}" style="left:{scale.percent(reference.at)}"></i>'
    left, width = scale.share(min(low.at, high.at)), abs(scale.share(high.at) - scale.share(low.at))
    return (
        f'<div class="bar"><div class="track"><i style="left:{left:.1%};width:{width:.1%}"></i>'
        f'</div>{mark}<i class="dot" style="left:{scale.percent(value.at)}" '
        f'title="{escaped(value.figure)}"></i>{shown}</div>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a value to a place on the bar."""

    first: float
    last: float

    def share(self, value: float) -> float:
        return (value - self.first) / (self.last - self.first)

    def percent(self, value: float) -> str:
        return f"{self.share(value):.1%}"

    def label(self, end: End) -> str:
        share = self.share(end.at)
        side = " left" if share < EDGE else " right" if share > 1 - EDGE else ""
        name = f"{escaped(end.name)}" if end.name else ""
        figure = f"<b>{escaped(end.figure)}</b>" if end.name else escaped(end.figure)
        return f'<span class="end{side}" style="left:{share:.1%}">{figure}{name}</span>'


def _apart(low: End, high: End, reference: End | None, scale: _Scale) -> list[End]:
    """The ends, and the reference unless its words would lie on theirs."""
    if reference is None:
        return [low, high]
    at = scale.share(reference.at)
    near = any(abs(at - scale.share(each.at)) < APART for each in (low, high))
    return [low, high] if near else [reference, low, high]


def tile(label: str, figure: str, unit: str, bar: str, origin_line: str) -> str:
    """A figure with its unit, its range and its origin."""
    small = f" <small>{escaped(unit)}</small>" if unit else ""
    return (
        f'<div class="tile"><div class="label">{escaped(label)}</div>'
        f'<div class="figure">{escaped(figure)}{small}</div>{bar}{origin_line}</div>'
    )


def origin(kind: OriginKind, words: str) -> str:
    """Where a figure comes from, by shape, colour and words."""
    return f'<div class="origin {kind}">{escaped(words)}</div>'


def origins() -> str:
    """What the shapes mean."""
    kinds: tuple[tuple[OriginKind, str], ...] = (
        ("measured", text("shared.measured_on_your_tickets")),
        ("computed", text("shared.computed")),
        ("assumed", text("shared.assumed_or_entered")),
    )
    return f'<div class="origins">{"".join(origin(*each) for each in kinds)}</div>'


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells HTML; role: `chosen`, `strong` or nothing."""

    cells: Sequence[str]
    role: str = ""


def table(header: Sequence[str], rows: Sequence[Row], wide: Sequence[int] = ()) -> str:
    """A table of figures; columns in `wide` are left out on a narrow screen.

    header: plain texts.
    """

    def cell(tag: str, at: int, content: str) -> str:
        name = ' class="wide"' if at in wide else ""
        return f"<{tag}{name}>{content}</{tag}>"

    # A heading without words is none.
    top = "".join(cell("th" if each else "td", at, escaped(each)) for at, each in enumerate(header))
    body = "".join(
        f'<tr class="{row.role}">'
        + "".join(cell("td", at, each) for at, each in enumerate(row.cells))
        + "</tr>"
        for row in rows
    )
    return f'<table class="figures"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def stamp(words: str) -> str:
    """What must be read beside every figure of a screen."""
    return f'<div class="stamp">{escaped(words)}</div>'
