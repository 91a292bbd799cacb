"""What the study says, as plain values for the typesetter."""

from __future__ import annotations

from typing import Any

from roi.export.pdf.money import cash_table, money_tables
from roi.export.pdf.risks import assumption_rows, counter, sensitivity
from roi.export.pdf.summary import summary
from roi.export.pdf.ticket_data import desk
from roi.export.report import Report
from roi.export.wording import shortened, stamps, words
from roi.numbers import currency, day, number, plain


def content(report: Report) -> dict[str, Any]:
    """All texts and charts of the study, page by page."""
    brand = report.brand
    return {
        "title": words()["title"],
        "company": report.company,
        "scenario": report.scenario.name,
        "initial": report.company[:1].upper(),
        "brand": {"colour": brand.colour, "accent": brand.accent, "warning": brand.warning},
        "logo": {"kind": brand.logo_kind, "bytes": list(brand.logo)},
        "stamps": list(stamps(report.business)),
        "volume": f"{number(report.scenario['tickets_per_month'])} tickets a month",
        "version": f"Version {report.study.version}",
        "on": day(report.study.on, long=True),
        "footer": _footer(report),
        "summary": summary(report),
        "desk": desk(report),
        "money": money_tables(report),
        "cash": cash_table(report),
        "sensitivity": sensitivity(report),
        "counter": counter(report),
        "method": list(report.method()),
        "limits": list(report.limits()),
        "not_quantified": list(words()["study"]["not_quantified"]),
        "flexibility": list(words()["study"]["flexibility"]),
        "assumptions": assumption_rows(report),
        "disclosures": _disclosures(report),
        "glossary": [list(pair) for pair in words()["glossary"].items()],
    }


def _footer(report: Report) -> str:
    study, evidence = report.study, report.business.evidence
    run = f" · {evidence.run}" if evidence else ""
    if evidence and evidence.fingerprint:
        run += f", fingerprint {evidence.fingerprint}"
    author = f" by {shortened(study.author)}" if study.author else ""
    return str(
        words()["study"]["prepared"].format(
            on=day(study.on, long=True), author=author, version=study.version, run=run
        )
    )


def _disclosures(report: Report) -> list[str]:
    scenario, said = report.scenario, words()["study"]
    rate = ""
    if scenario.rate_date:
        rate = said["rate_used"].format(
            rate=plain(scenario["usd_rate"]), on=day(scenario.rate_date, long=True)
        )
    name = currency(scenario.currency).name
    lines = (line.format(currency=name, rate=rate) for line in said["disclosures"])
    return [line.replace("  ", " ") for line in lines]
