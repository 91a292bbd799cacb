"""What the dial says first: the best promise, what it is worth, and the ways to the asked one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from roi.dial import PricedSetting
from roi.numbers import amount, number, percent, sentence_money, share_in_words, short_percent
from routing.evaluation.dial.dial import Dial
from store.workspace import Workspace
from ui.shell import answer, frame
from ui.shell.answer import Role, Row
from ui.shell.category_colours import named
from ui.shell.texts import plain, text
from usecases.policy.category_promises import CategoryPromise
from usecases.policy.promise_offers import PromiseOffers


def head(found: PromiseOffers, dial: Dial, currency: str, *, priced: bool) -> None:
    """The pill and the sentence; a refusal carries the best offer."""
    asked, best = short_percent(found.target), found.best
    if dial.withheld:
        pills = [answer.pill(text("dial.cannot_be_promised").format(asked=asked), "loss")]
        answer.draw(
            answer.head(pills, text("dial.withheld"), answer.escaped(dial.withheld), small=True)
        )
        return
    if best is None:
        pills = [answer.pill(text("dial.nothing_can_be_promised_yet"), "open")]
        reason = " ".join(dial.reasons)
        answer.draw(answer.head(pills, text("dial.nothing"), answer.escaped(reason), small=True))
        return
    role: Role = "gain" if found.is_met else "open"
    state = text("dial.can_be_promised") if found.is_met else text("dial.cannot_be_promised_yet")
    pills = [answer.pill(f"{asked} {state}", role)]
    words, strong = _sentence(best, currency) if priced else (_share(best), "")
    answer.draw(answer.head(
        pills, answer.sentence(words, strong, "gain" if best.net > 0 else "loss"),
        answer.escaped(_seen(found, best)), small=True,
    ))  # fmt: skip


def _share(best: PricedSetting) -> str:
    share = share_in_words(best.setting.coverage)
    return text("dial.offer_unpriced").format(
        promise=short_percent(best.setting.promise), share=share
    )


def _sentence(best: PricedSetting, currency: str) -> tuple[str, str]:
    share = share_in_words(best.setting.coverage)
    promise = short_percent(best.setting.promise)
    if best.net > 0:
        strong = text("dial.a_year").format(net=sentence_money(best.net, currency))
        return text("dial.offer_worth").format(promise=promise, share=share, strong=strong), strong
    strong = text("dial.a_year_more_than_they_save").format(net=sentence_money(-best.net, currency))
    return text("dial.offer_at_cost").format(promise=promise, share=share, strong=strong), strong


def _seen(found: PromiseOffers, best: PricedSetting) -> str:
    setting = best.setting
    enough = "" if found.is_met else text("dial.not").format(target=short_percent(found.target))
    return text("dial.on_checked_tickets_the_router").format(
        labelled=number(found.labelled),
        precision=percent(setting.precision),
        promise=short_percent(setting.promise),
        enough=enough,
    )


def ways(workspace: Workspace, found: PromiseOffers, currency: str) -> None:
    """What would reach the asked precision, each one click."""
    if found.is_met:
        return
    with st.container(border=True, height="stretch"):
        st.header(text("dial.ways_to").format(target=short_percent(found.target)), anchor=False)
        st.caption(text("dial.ways"))
        if found.by_hand:
            hand = found.by_hand
            _suggestion(
                text("dial.sort_by_hand").format(category=hand.category),
                _reaches(hand.priced, currency),
                "measured",
                text("dial.measured_on_this_run"),
            )
            st.button(text("dial.try_it"), key="dial_try_hand", on_click=keep_by_hand,
                      args=(workspace, hand.category))  # fmt: skip
        _stronger(found, currency)
        more = found.more_labels
        words = (
            text("dial.about_more_checked_tickets").format(more=number(more)) if more
            else text("dial.more_of_them_would_hardly_help")
        )  # fmt: skip
        _suggestion(
            text("dial.check_more_tickets"), words, "computed", text("dial.computed_from_this_run")
        )
        if st.button(text("dial.check_next_tickets"), key="dial_check"):
            frame.open_tab("review", "", "")


def keep_by_hand(workspace: Workspace, category: str) -> None:
    """Ask for the same with one more category by hand."""
    key = f"dial_hand_{workspace.name}"
    st.session_state[key] = [*st.session_state.get(key, []), category]


def _stronger(found: PromiseOffers, currency: str) -> None:
    other = found.other_run
    if other:
        name = text("dial.run").format(run_id=other.run.run_id, asked=other.run.asked)
        _suggestion(
            name,
            _reaches(other.priced, currency),
            "measured",
            text("dial.measured_on_the_same_categories"),
        )
        if st.button(
            text("dial.look_at_run").format(run_id=other.run.run_id), key="dial_other_run"
        ):
            st.query_params["run"] = str(other.run.run_id)
            st.session_state.pop("run", None)
            st.rerun()
        return
    _suggestion(
        text("dial.ask_a_stronger_router"),
        text("dial.stronger"),
        "missing",
        text("dial.not_measured_yet"),
    )
    if st.button(text("dial.route_sample_200"), key="dial_stronger"):
        frame.open_tab("route", "", "")


def _suggestion(title: str, words: str, kind: answer.OriginKind, origin: str) -> None:
    answer.draw(
        f'<div class="way"><b>{answer.escaped(title)}</b><br>{answer.escaped(words)}</div>',
        answer.origin(kind, origin),
    )


def _reaches(priced: PricedSetting, currency: str) -> str:
    setting = priced.setting
    return text("dial.at_of_tickets_a_year").format(
        promise=short_percent(setting.promise),
        coverage=percent(setting.coverage),
        net=amount(priced.net, currency),
    )


def both_ways(found: PromiseOffers, currency: str) -> None:
    """The highest promise beside the looser ones, with wrong routes a month and what is left."""
    if not found.rows:
        return
    with st.container(border=True, height="stretch"):
        st.header(_title(found, currency), anchor=False)
        st.caption(text("dial.both_ways"))
        header = (
            text("shared.promise"),
            text("shared.routed_alone"),
            text("dial.wrong_a_month"),
            text("shared.costs"),
            "",
            text("shared.saved"),
            text("shared.left_a_year"),
        )
        most = max(max(each.saved, each.costs, 1.0) for each in found.rows)
        rows = [_row(found, each, currency, most) for each in found.rows]
        if not found.is_met:
            small = f"<small>{text('dial.asked_small')}</small>"
            asked = f'<b class="open">{short_percent(found.target)}</b>{small}'
            nothing = f'<span class="quiet">{text("dial.nothing_routed_alone")}</span>'
            zero = amount(0.0, currency)
            rows.insert(0, Row([asked, text("dial.none_of_them"), "0", "", nothing, "", zero]))
        answer.draw(answer.table(header, rows, wide=(3, 4, 5)))


def _title(found: PromiseOffers, currency: str) -> str:
    forgone = found.forgone
    if forgone is None or found.earning is None:
        return text("dial.money_both_ways")
    words = text("dial.would_earn_a_year_more_with").format(
        promise=short_percent(found.earning.setting.promise),
        more=sentence_money(forgone.net, currency), wrong=number(forgone.wrong_a_month),
    )  # fmt: skip
    return words.replace("$", r"\$")


def _row(found: PromiseOffers, each: PricedSetting, currency: str, most: float) -> Row:
    chosen = found.best is not None and each.setting == found.best.setting
    earning = found.earning is not None and each.setting == found.earning.setting
    note = text("dial.promised") if chosen else text("dial.earns_most") if earning else ""
    small = f"<small>{note}</small>" if note else ""
    cost = f'<i class="cost" style="width:{each.costs / most:.1%}"></i>'
    gained = f'<i class="gained" style="width:{each.saved / most:.1%}"></i>'
    bar = f'<span class="both"><span><span>{cost}</span><span>{gained}</span></span></span>'
    return Row([
        f"<b>{short_percent(each.setting.promise)}</b>{small}",
        percent(each.setting.coverage),
        number(each.wrong_a_month),
        f'<span class="loss">{answer.escaped(amount(-each.costs, currency))}</span>',
        bar,
        f'<span class="gain">+{answer.escaped(amount(each.saved, currency))}</span>',
        f"<b>{answer.escaped(amount(each.net, currency))}</b>",
    ], "chosen" if chosen else "")  # fmt: skip


def where_the_doubt_sits(
    found: tuple[CategoryPromise, ...], asked: float, colours: Mapping[str, str]
) -> None:
    """The highest promise of each category.

    colours: of the categories by name.
    """
    with st.container(border=True, height="stretch"):
        st.header(text("dial.where_doubt_sits"), anchor=False)
        st.caption(text("dial.highest_promise_category"))
        rows = []
        for each in found:
            low = each.promise is None or each.promise < asked
            promise = (
                text("dial.none_of_them") if each.promise is None else short_percent(each.promise)
            )
            rows.append(Row([
                named(each.category, colours.get(each.category, "")),
                f'<b class="{"open" if low else ""}">{promise}</b>', percent(each.share),
            ]))  # fmt: skip
        answer.draw(
            answer.table(
                (text("shared.category"), text("shared.promise"), text("dial.of_tickets")), rows
            )
        )
        wrong = max(found, key=lambda each: each.wrong, default=None)
        total = sum(each.wrong for each in found)
        if wrong and wrong.wrong:
            st.caption(
                text("dial.holds_of_the_wrong_answers").format(
                    category=plain(wrong.category), wrong=number(wrong.wrong), total=number(total)
                )
            )
