"""What the gallery of demo companies shows: each with its case, as it stands now."""

from __future__ import annotations

from dataclasses import dataclass

from jobs import Job, Jobs
from roi.export.report import Report
from store.workspaces import Workspaces
from usecases.business_case.claim import Claim, business_case
from usecases.demo.building import PLACE
from usecases.demo_companies import DemoCompany, demo_companies
from usecases.runs.newest import newest_run


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A demo company on show.

    is_made: whether its workspace is there. report: its case; None before it is made, and where
    nothing may be claimed any more.
    """

    company: DemoCompany
    is_made: bool
    report: Report | None = None


def gallery(workspaces: Workspaces) -> list[Exhibit]:
    """Every company in its order."""
    there = set(workspaces.names())
    return [_exhibit(workspaces, each, there) for each in demo_companies()]


def building(jobs: Jobs) -> Job | None:
    """The job that builds demos, live or ended; None where none was started."""
    return jobs.at(PLACE)


def _exhibit(workspaces: Workspaces, company: DemoCompany, there: set[str]) -> Exhibit:
    if company.name not in there:
        return Exhibit(company, is_made=False)
    workspace = workspaces.open(company.name)
    run = newest_run(workspace)
    case = business_case(workspace, run) if run else None
    return Exhibit(company, is_made=True, report=case.report if isinstance(case, Claim) else None)
