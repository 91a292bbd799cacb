"""The reports that the tests of the documents share: one that pays, one that never does, ..."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from roi.export.report import Report, Study, prepare
from roi.inputs.assumptions import assumptions
from roi.inputs.evidence import CategoryEvidence, Evidence, Mixup
from roi.inputs.values import INPUTS
from roi.inputs.volume import Volume
from roi.scenarios.scenario import Commitment, Scenario

DRAWS = 50
START = replace(
    Scenario.default(),
    company="Brightside",
    volume=Volume("sample", 5000),
    begins=date(2027, 1, 1),
    commitments={"headcount": Commitment("Ana Lindqvist", date(2027, 3, 1))},
)
RUN = Evidence(
    "run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93, people_right=0.827, on=date(2026, 11, 28),
    first=date(2025, 11, 1), last=date(2026, 10, 31), languages=(("English", 0.9), ("German", 0.1)),
    categories=(CategoryEvidence("Other", 90, 0.9), CategoryEvidence("Delivery", 400, 0.97, 0.86)),
    mixups=(Mixup("Other", "Delivery", 2), Mixup("Delivery", "Other", 9)), fingerprint="7c41 e09a",
)  # fmt: skip
STUDY = Study("Ana Lindqvist", "1.2", date(2026, 11, 28), date(2027, 1, 15))
NOTHING = {key: 0.0 for key in INPUTS if assumptions()[key].minimum <= 0}


@pytest.fixture(scope="session")
def measured() -> Report:
    """Pays within its horizon, and a run stands behind it."""
    good = START.with_values(tickets_per_month=30_000, precision=603 / 634)
    return prepare(good, draws=DRAWS, evidence=RUN, study=STUDY)


@pytest.fixture(scope="session")
def assumed() -> Report:
    """The expected case, before there is a run."""
    return prepare(START, draws=DRAWS)


@pytest.fixture(scope="session")
def never() -> Report:
    """Costs more than it saves, in 18 months and in every future."""
    dear = START.with_values(platform_cost_per_month=100_000)
    return prepare(replace(dear, horizon_months=18), draws=DRAWS, evidence=RUN)


@pytest.fixture(scope="session")
def nothing() -> Report:
    """Saves nothing and costs nothing."""
    return prepare(START.with_values(**NOTHING), draws=DRAWS)


@pytest.fixture(scope="session")
def euros() -> Report:
    """In another currency, at a rate that somebody confirmed."""
    converted = START.in_currency("EUR").converted(0.9, date(2026, 11, 28))
    return prepare(converted, draws=DRAWS)
