"""The page about the desk shows what the run counted, the largest categories first."""

from __future__ import annotations

from dataclasses import replace

from roi.export.pdf.ticket_data import MAX_CATEGORIES, MAX_MIXUPS, desk
from roi.export.report import Report
from roi.inputs.evidence import CategoryEvidence, Evidence, Mixup
from roi.numbers import percent
from tests.roi.export.conftest import RUN


def _desk(report: Report, evidence: Evidence | None) -> dict:
    return desk(Report(replace(report.business, evidence=evidence)))


def test_before_a_run_there_is_no_such_page(assumed):
    assert desk(assumed) is None


def test_the_title_sets_the_router_beside_people(measured):
    right, people = percent(603 / 634), percent(0.827)
    assert desk(measured)["title"] == f"Routed alone, {right} were right; people put {people} right"
    alone = _desk(measured, replace(RUN, people_right=None))
    assert alone["title"] == f"Routed alone, {right} of the checked tickets were right"


def test_the_facts_are_those_of_the_run_and_the_scenario(measured):
    facts = dict(desk(measured)["facts"])
    assert facts["Period of the file"] == "1 November 2025 to 31 October 2026"
    assert facts["Tickets checked"] == "1,260"
    assert facts["Languages"].startswith("English")
    assert facts["Right among them"].startswith("603, ")
    assert facts["Tickets a month"].startswith("30,000, entered by you")


def test_what_is_not_known_is_left_out(measured):
    bare = replace(RUN, first=None, languages=(), people_right=None, promised=None)
    facts = dict(_desk(measured, bare)["facts"])
    assert {"Period of the file", "Languages", "People today"} & set(facts) == set()
    assert facts["Asked, and can be promised"].endswith(", none")


def test_the_largest_categories_and_mixups_come_first(measured):
    found = desk(measured)
    assert [each["name"] for each in found["categories"]] == ["Delivery", "Other"]
    assert [each["people_at"] for each in found["categories"]] == [0.86, None]
    assert found["mixups"] == [["Delivery", "Other", "9"], ["Other", "Delivery", "2"]]


def test_no_more_stand_on_the_page_than_it_has_room_for(measured):
    many = replace(
        RUN,
        categories=tuple(CategoryEvidence(f"C{n}", n, 0.9) for n in range(1, 31)),
        mixups=tuple(Mixup("A", f"C{n}", n) for n in range(1, 31)),
    )
    found = _desk(measured, many)
    assert [each["name"] for each in found["categories"]] == [
        f"C{30 - n}" for n in range(MAX_CATEGORIES)
    ]
    assert len(found["mixups"]) == MAX_MIXUPS
