"""The study holds every page, and says who made it, when and from which run."""

from __future__ import annotations

import json
from dataclasses import replace

from roi.export.pdf.content import content
from roi.export.report import Report, Study


def test_the_typesetter_gets_only_what_json_can_carry(measured, never, nothing):
    for report in (measured, never, nothing):
        found = content(report)
        assert json.loads(json.dumps(found, allow_nan=False))["company"] == "Brightside"


def test_the_footer_names_author_version_run_and_fingerprint(measured):
    footer = content(measured)["footer"]
    assert footer.startswith("Prepared 28 November 2026 by Ana Lindqvist · version 1.2 · run 3")
    assert footer.endswith("fingerprint 7c41 e09a")


def test_without_author_or_run_the_footer_leaves_them_out(assumed):
    nobody = Report(assumed.business, study=replace(Study(), version="2"))
    assert content(nobody)["footer"] == "Prepared 1 January 2026 · version 2"


def test_before_a_run_there_is_no_page_about_the_data(assumed, measured):
    assert content(assumed)["desk"] is None
    assert content(measured)["desk"] is not None


def test_the_disclosures_name_the_currency_and_the_rate_with_its_day(euros, measured):
    text = " ".join(content(euros)["disclosures"])
    assert "US dollars were converted at 0.9 on 28 November 2026." in text
    assert "uro" in text
    plain = " ".join(content(measured)["disclosures"])
    assert "converted" not in plain
    assert "  " not in plain


def test_the_volume_stands_on_the_title_page(measured):
    assert content(measured)["volume"] == "30,000 tickets a month"
