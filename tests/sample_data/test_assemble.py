"""The demo companies: their files are what was written, and the tickets read like real ones."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from roi.scenarios.scenario_record import read_record
from routing.taxonomy import UNKNOWN, Taxonomy
from sample_data.assemble import COMPANIES, HERE, assembled, undated_tickets

ATTRIBUTES = {
    "quernlight": ["plan", "product"],
    "hollenvik": ["store", "order_channel"],
    "corrane": ["segment", "product"],
    "pellwater": ["district", "service_line"],
}
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
RESERVED = re.compile(r"(^|\.)example\.(com|org|net)$")

READ = 600

each_company = pytest.mark.parametrize("company", COMPANIES)


@cache
def tickets(company: str) -> list[dict[str, str]]:
    with (HERE / company / "tickets.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def settings(company: str) -> dict[str, Any]:
    return tomllib.loads((HERE / company / "company.toml").read_text(encoding="utf-8"))


def created(ticket: dict[str, str]) -> datetime:
    return datetime.fromisoformat(ticket["created_at"])


@each_company
def test_the_file_is_what_was_written_and_drawn(company: str):
    assert (HERE / company / "tickets.csv").read_bytes() == assembled(company).encode()


@each_company
def test_it_has_the_columns_of_a_desk_and_two_of_its_branch(company: str):
    assert list(tickets(company)[0]) == [
        "ticket_id", "created_at", "solved_at", "channel", "language", *ATTRIBUTES[company],
        "subject", "body", "first_category", "category", "reassignments", "triage_seconds",
    ]  # fmt: skip


@each_company
def test_there_are_six_hundred_texts_and_none_twice(company: str):
    bodies = [ticket["body"] for ticket in tickets(company)]
    assert len(bodies) >= 600
    # Two people may ask the same in a handful of words.
    assert max(Counter(body for body in bodies if len(body) > 20).values()) == 1


@each_company
def test_tickets_come_in_order_within_one_year_and_are_solved_later(company: str):
    moments = [created(ticket) for ticket in tickets(company)]
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert datetime(2025, 11, 1) <= moments[0]  # noqa: DTZ001 - exports hold local times
    assert moments[-1] < datetime(2026, 11, 4)  # noqa: DTZ001
    for ticket in tickets(company):
        assert ticket["solved_at"] > ticket["created_at"]
        assert int(ticket["triage_seconds"]) > 0


@each_company
def test_a_text_bound_to_a_season_comes_in_it(company: str):
    months = {ticket["body"]: created(ticket).month for ticket in tickets(company)}
    for text in undated_tickets(company):
        assert text.follows_previous or months[text.body] in text.months or len(text.body) <= 20


@each_company
def test_every_category_is_of_the_taxonomy_and_people_misplace_some(company: str):
    toml = (HERE / company / "taxonomy.toml").read_text(encoding="utf-8")
    known = {*Taxonomy.from_toml(toml).names, UNKNOWN}
    rows = tickets(company)
    assert {t["category"] for t in rows} == known
    assert {t["first_category"] for t in rows} <= known
    assert 0.08 < sum(t["category"] != t["first_category"] for t in rows) / len(rows) < 0.2


@each_company
def test_its_scenario_is_one_the_business_case_reads(company: str):
    given = settings(company)["scenario"]
    scenario = read_record(given)
    assert scenario.currency == given["currency"]
    assert scenario["tickets_per_month"] == given["volume"]["tickets_per_month"]


@each_company
def test_addresses_are_reserved_for_examples(company: str):
    for ticket in tickets(company):
        for domain in ADDRESS.findall(f"{ticket['subject']} {ticket['body']}"):
            assert RESERVED.search(domain), domain


@each_company
def test_counting_words_does_not_sort_them_all(company: str):
    """Learned on one half, asked of the other; out of fold on all of it stands in the README."""
    texts = [f"{ticket['subject']}\n\n{ticket['body'][:READ]}" for ticket in tickets(company)]
    labels = [ticket["category"] for ticket in tickets(company)]
    words = TfidfVectorizer(sublinear_tf=True, max_features=2_000)
    model = LogisticRegression(C=10, tol=1e-3)
    model.fit(words.fit_transform(texts[::2]), labels[::2])
    assert 0.5 < model.score(words.transform(texts[1::2]), labels[1::2]) <= 0.97


def test_december_at_the_retailer_is_a_third_above_the_average_month():
    months = Counter(created(ticket).month for ticket in tickets("hollenvik"))
    assert 1.2 < months[12] / (months.total() / 12) < 1.5


def test_the_renamed_product_is_not_named_before_the_rename():
    for ticket in tickets("quernlight"):
        if "millrace" in f"{ticket['subject']} {ticket['body']}".lower():
            assert created(ticket) >= datetime(2026, 5, 1)  # noqa: DTZ001


def test_the_same_texts_make_the_same_file():
    assert assembled("pellwater") == assembled("pellwater")
