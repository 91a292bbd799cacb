"""The curve of the dial: what was seen, what can be promised, what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from roi.dial import PricedSetting
from roi.numbers import in_percent, percent, short_percent
from routing.evaluation.dial.coverage import CoveragePoint
from ui.shell.charts import faint, laid_out
from ui.shell.texts import text
from ui.shell.theme import Colours
from usecases.policy.promise_offers import PromiseOffers

HEIGHT: Final = 380
# Below so many points under the asked precision nothing is drawn: nobody looks for it there.
DEPTH: Final = 18.0
# The room of some words in the picture, in points of either axis.
WORDS_WIDE: Final = 30.0
WORDS_HIGH: Final = 2.0


def title(found: PromiseOffers) -> str:
    """What the curve shows, as a finding."""
    if found.best is None:
        return text("dial.seen_on_your_tickets_and_what")
    setting = found.best.setting
    share = percent(setting.coverage, 0)
    return text("dial.can_be_promised_for_up_to").format(
        promise=short_percent(setting.promise), share=share
    )


def figure(points: Sequence[CoveragePoint], found: PromiseOffers, colours: Colours) -> go.Figure:
    """Share right against share routed alone, both lines labelled where they end."""
    known = [(in_percent(p.coverage), p.precision) for p in points if p.precision]
    x = [coverage for coverage, _ in known]
    ends = [p.interval for _, p in known if p.interval]
    asked = in_percent(found.target)
    data: list[dict[str, Any]] = [
        {
            "type": "scatter", "x": [*x, *reversed(x)], "fill": "toself", "hoverinfo": "skip",
            "y": [in_percent(e.high) for e in ends] + [in_percent(e.low) for e in reversed(ends)],
            "fillcolor": faint(colours.primary, 0.12), "line": {"width": 0}, "mode": "lines",
        },
        {
            "type": "scatter", "mode": "lines", "x": x,
            "y": [in_percent(p.value) for _, p in known],
            "line": {"color": faint(colours.primary, 0.45), "width": 2},
            "customdata": [p.n for _, p in known],
            "hovertemplate": text("dial.hover_seen") + "<extra></extra>",
        },
        *_promised(found.curve, colours), *_offered(found, colours),
    ]  # fmt: skip
    drawn = go.Figure({"data": data, "layout": {"showlegend": False}}, _validate=False)
    drawn.add_hline(
        y=asked, line={"color": colours.series[2], "width": 2, "dash": "dash"},
        annotation_text=text("dial.asked_line").format(target=short_percent(found.target)),
        annotation_position="top left", annotation_font_color=colours.text,
    )  # fmt: skip
    for name, at, side in (
        (text("dial.seen_on_your_tickets"), _middle(known), 1),
        (text("dial.can_be_promised"), _end(found), -1),
    ):
        if at:
            # Centred or to the left: what reaches far to the right is cut on a narrow screen.
            drawn.add_annotation(
                x=at[0], y=max(at[1], asked - DEPTH + 1), text=name, showarrow=False,
                xanchor="center" if side > 0 else "right", yshift=16 * side, xshift=-8,
                font={"color": colours.text, "size": 12},
            )  # fmt: skip
    drawn.update_xaxes(
        title=text("dial.share_of_all_tickets_routed"), ticksuffix=" %", range=[0, 101]
    )
    drawn.update_yaxes(ticksuffix=" %", range=[asked - DEPTH, 100.8])
    return laid_out(drawn, HEIGHT, colours)


def _promised(curve: Sequence[PricedSetting], colours: Colours) -> list[dict[str, Any]]:
    """The highest promise at each share; one point makes no line."""
    return [
        {
            "type": "scatter", "mode": "lines", "line": {"color": colours.primary, "width": 3},
            "x": [in_percent(each.setting.coverage) for each in curve],
            "y": [in_percent(each.setting.promise) for each in curve],
            "hovertemplate": text("dial.hover_promise") + "<extra></extra>",
        }
    ]  # fmt: skip


def _offered(found: PromiseOffers, colours: Colours) -> list[dict[str, Any]]:
    if found.best is None:
        return []
    setting = found.best.setting
    share, promise = in_percent(setting.coverage), in_percent(setting.promise)
    words = text("dial.offered_point").format(
        promise=short_percent(setting.promise), share=percent(setting.coverage)
    )
    return [
        {
            "type": "scatter", "x": [share], "y": [promise], "mode": "markers+text",
            "hoverinfo": "skip", "cliponaxis": False,
            "marker": {
                "size": 14, "color": colours.good, "line": {"color": colours.paper, "width": 2},
            },
            "text": [f"<b>{words}</b>"],
            "textfont": {"color": colours.text},
            "textposition": "bottom left" if share > 30 else "bottom right",  # noqa: PLR2004 - room
        }
    ]  # fmt: skip


def _middle(known: Sequence[tuple[float, Any]]) -> tuple[float, float] | None:
    if not known:
        return None
    # Near the middle of the picture: words there have room to both sides on a narrow screen.
    share, right = min(known, key=lambda point: abs(point[0] - 50))
    return share, in_percent(right.value)


def _end(found: PromiseOffers) -> tuple[float, float] | None:
    """Where the line of promises is named; nowhere if the words of the offered point lie there."""
    if not found.curve:
        return None
    share, promise = _place(found.curve[len(found.curve) * 2 // 3])
    if found.best:
        at_share, at_promise = _place(found.best)
        if abs(share - at_share) < WORDS_WIDE and abs(promise - at_promise) < WORDS_HIGH:
            return None
    return share, promise


def _place(priced: PricedSetting) -> tuple[float, float]:
    setting = priced.setting
    return in_percent(setting.coverage), in_percent(setting.promise) or 0.0
