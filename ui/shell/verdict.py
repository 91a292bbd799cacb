"""The answer of the business case, as Overview and Savings show it."""

from __future__ import annotations

from typing import Final

from roi.business_case import BusinessCase
from roi.counter_case import Verdict
from roi.export.report import Report
from roi.export.wording import amount_said, answer, beneath_answer, futures, stamps, verdict
from ui.shell import answer as parts
from ui.shell.answer import Role
from ui.shell.texts import text

VERDICTS: Final[dict[Verdict, Role]] = {
    "go": "gain", "go with a person": "open", "stop": "loss",
}  # fmt: skip


def role(business: BusinessCase) -> Role:
    """The colour of the whole answer."""
    if business.decision:
        return VERDICTS[business.decision.verdict]
    return "open"


def head(report: Report, *, small: bool = False) -> str:
    """Pills, the sentence, what it depends on, and how sure it is."""
    business = report.business
    pays, _ = futures(business)
    named, _ = verdict(business)
    gains = business.case.net_savings_per_year > 0
    is_unsure = role(business) == "loss" or business.evidence is None
    beneath = beneath_answer(business)
    beside = parts.squares(business.uncertainty.paid_back_of_100, pays)
    if not business.names_amounts:
        beneath, beside = "".join(stamps(business)[:1]), ""
    return parts.head(
        _pills(business, named),
        parts.sentence(
            answer(business), amount_said(business), _amount_role(gains=gains, is_unsure=is_unsure)
        ),
        parts.escaped(beneath),
        beside=beside,
        small=small,
    )


def _amount_role(*, gains: bool, is_unsure: bool) -> Role:
    if not gains:
        return "loss"
    return "open" if is_unsure else "gain"


def _pills(business: BusinessCase, named: str) -> list[str]:
    if business.standing == "volume unknown":
        return [parts.pill(text("shared.volume_not_known_yet"), "open")]
    if business.standing == "assumptions only":
        return [parts.pill(text("shared.assumptions_only"), "open")]
    pays = business.case.npv >= 0 and business.case.payback is not None
    paying = (
        parts.pill(text("shared.yes_it_pays"), "gain")
        if pays
        else parts.pill(text("shared.it_does_not_pay"), "loss")
    )
    if business.decision is None:
        return [paying]
    its = parts.pill(named, role(business))
    return [its] if business.decision.verdict == "stop" else [paying, its]


def stamp(report: Report) -> str:
    """What must stand beside the figures: no run, no rate."""
    if report.business.standing == "volume unknown":
        return ""
    return "".join(parts.stamp(words) for words in stamps(report.business))
