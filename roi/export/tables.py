"""Tables that several documents and the screens share: conventions, and what to measure next."""

from __future__ import annotations

from typing import Final

from roi.export.input_wording import kind, value
from roi.export.report import Report
from roi.export.wording import label_of, words
from roi.numbers import payback, percent
from roi.numbers.language import phrase

KNOWN: Final = "known well enough"


def conventions(report: Report) -> list[list[str]]:
    """Unadjusted, TEI and Nucleus side by side, a header first."""
    said, told = words()["conventions"], report.business.conventions
    return [
        ["", *(said[each.convention] for each in told)],
        [said["benefits"], *(report.money(each.benefits) for each in told)],
        [said["costs"], *(report.money(each.costs) for each in told)],
        [phrase("net"), *(report.money(each.net) for each in told)],
        [phrase("return"), *(percent(each.roi) for each in told)],
        [phrase("paid_back"), *(month(each.payback) for each in told)],
    ]


def conventions_note(report: Report) -> str:
    """What the three conventions count."""
    said = words()
    accepted = " and ".join(said["ledgers"][each].lower() for each in report.scenario.accepted)
    return str(
        said["conventions"]["note"].format(
            counted=accepted[:1].upper() + accepted[1:] or "Nothing",
            horizon=report.settings["horizon"],
            discount=report.settings["discount"],
            one_off=report.money(report.case.one_off_cost),
        )
    )


def next_rows(report: Report) -> list[list[str]]:
    """What is worth knowing better: the input, what it is now, its worth, and how to measure it."""
    rows = []
    for each in report.business.measure_next:
        given = report.scenario.resolved[each.key]
        known = each.worth < 1
        rows.append(
            [
                label_of(each.key),
                f"{value(report.business, each.key, given.value)}, {kind(given)}",
                report.money(each.worth),
                KNOWN if known else words()["measure"][each.measured_by],
            ]
        )
    return rows


def month(at: int | None) -> str:
    """A month of payback in a table.

    >>> month(8), month(0), month(None)
    ('month 8', 'immediately', 'never')
    """
    return phrase("month_at", number=str(at)) if at else payback(at)
