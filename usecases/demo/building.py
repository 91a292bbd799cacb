"""Workspaces of the demo companies, built from their files: a few seconds each, in the background.

The answers of the routers are recorded ones, and the runs say so; nothing is learned here.
"""

from __future__ import annotations

import logging
import math
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from roi.export.report import Brand
from routing import profile_archive
from routing.decision import Disposition
from routing.errors import RouterError
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.taxonomy import Taxonomy
from store import policies, profiles, runs, scenarios, settings, taxonomies, tickets
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from store.workspaces import ENDING, Workspaces
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.brand import keep_brand
from usecases.business_case.claim import Claim, business_case
from usecases.demo_companies import DemoCompany, demo_companies
from usecases.evaluation.evidence import choose_thresholds
from usecases.imports import import_file
from usecases.policy.changes import adopt_dial
from usecases.profiles.record import to_files
from usecases.runs.execution import new_run, perform
from usecases.runs.newest import newest_run
from usecases.runs.recordings import recording
from usecases.runs.request import RunRequest

PLACE: Final = "demo companies"
HOLDER: Final = "the RouteCase app"
# Recorded runs ask no model.
NO_MODELS: Final = Path("no models")
PROFILE: Final = "router.profile"
REVIEWERS: Final = ("Ines Carver", "Tom Okafor")
REVIEWS: Final = 48
REVIEW_SECONDS: Final = 34.0
REVIEW_SPREAD: Final = 0.45
SEED: Final = 20
# Nobody asks for the demos of a first start.
BUILDER: Final = LOCAL_OWNER
log = logging.getLogger(__name__)
Filling = Callable[[Workspace, DemoCompany, Control], None]


def prepare(workspaces: Workspaces, jobs: Jobs, scratch: Path) -> None:
    """Begin to build all demos where the folder holds no workspace yet; else do nothing."""
    if not workspaces.names():
        start_building(workspaces, jobs, scratch, demo_companies(), BUILDER)


def start_building(
    workspaces: Workspaces,
    jobs: Jobs,
    scratch: Path,
    companies: Sequence[DemoCompany],
    actor: Actor = LOCAL_OWNER,
    *,
    filling: Filling | None = None,
) -> Job:
    """Start to build the workspaces of these companies, each in place of what has its name.

    scratch: a folder for what is not finished; a demo is seen when it is whole.
    filling: what puts a demo into an empty workspace, `fill` where nothing is given.

    Raises ExpectedError while others are being built.
    """
    actor.require(Role.MANAGER, "build the demo companies")

    def work(control: Control, meter: Meter) -> str:
        meter.plan({_phase(company): 1 for company in companies})
        for company in companies:
            meter.begin(_phase(company), 1)
            control.checkpoint()
            file = _built(company, scratch, control, filling or fill)
            # A run that was broken off ends as such; what holds it is no demo.
            control.checkpoint()
            jobs.stop(str(workspaces.folder / f"{company.name}{ENDING}"))
            workspace = workspaces.put(file, company.name)
            _compute_ahead(workspace)
            meter.reach(1)
        return "The demo companies are ready."

    title = companies[0].name if len(companies) == 1 else "Demo companies"
    return jobs.start(PLACE, lambda: Job("demo", title, work))


def fill(workspace: Workspace, company: DemoCompany, control: Control) -> None:
    """Put into an empty workspace what the demonstration shows.

    Tickets, categories, scenario, a run of each recording, the policy asked for, and some reviews.
    """
    toml = (company.folder / "taxonomy.toml").read_text(encoding="utf-8")
    taxonomy = Taxonomy.from_toml(toml)
    taxonomies.save(workspace, taxonomy, "sample data")
    import_file(workspace, company.folder / "tickets.csv", None, control, Meter(), actor=BUILDER)
    scenarios.save(workspace, scenarios.WORKING_COPY, dict(company.scenario))
    keep_brand(workspace, Brand(colour=company.colour), BUILDER)
    settings.DEMO.set(workspace, company.key)
    *_, run = [_replayed(workspace, name, control) for name in company.recordings]
    _keep_router(workspace, company, run)
    hand = PrecisionTargets.for_taxonomy(taxonomy).by_hand
    asked = PrecisionTargets(company.asked_precision, by_hand=hand)
    adopt_dial(workspace, run, asked, choose_thresholds(workspace, run, asked), BUILDER)
    reviews.record_all(workspace, list(_reviews(workspace, run)))


def _keep_router(workspace: Workspace, company: DemoCompany, run: Run) -> None:
    """Keep the shipped router for typed tickets; one of another version is left out, and said."""
    try:
        profile = profile_archive.read(company.folder / PROFILE)
    except RouterError as problem:
        log.warning("%s: tickets cannot be typed before a run. %s", company.name, problem)
        return
    profiles.keep(workspace, profile.fingerprint, profile.router, to_files(profile), run.run_id)


def _phase(company: DemoCompany) -> str:
    return f"Making {company.name}"


def _built(company: DemoCompany, scratch: Path, control: Control, filling: Filling) -> Path:
    """The closed file of a whole workspace."""
    folder = scratch / company.key
    shutil.rmtree(folder, ignore_errors=True)
    made = Workspaces(folder, HOLDER)
    try:
        filling(made.create(company.name), company, control)
    finally:
        made.close()
    return folder / f"{company.name}{ENDING}"


def _replayed(workspace: Workspace, name: str, control: Control) -> Run:
    request = RunRequest(recording(name).router, recorded=name)
    made = new_run(workspace, request, actor=BUILDER)
    perform(workspace, made, NO_MODELS, control, Meter())
    return runs.one(workspace, made.run_id)


def _reviews(workspace: Workspace, run: Run) -> Iterator[Review]:
    """What two invented reviewers decided on tickets that wait: where the export says they belong.

    The seconds are drawn from a log-normal, with a fixed seed.
    """
    lot = random.Random(SEED)  # noqa: S311 - no secret
    belongs = {ticket.key: ticket.category for ticket in tickets.labelled(workspace)}
    waiting = (
        answer.ticket_key
        for answer in policies.answers(workspace, run.run_id)
        if answer.disposition is Disposition.REVIEW and belongs.get(answer.ticket_key)
    )
    for place, key in enumerate(sorted(waiting)[:REVIEWS]):
        seconds = lot.lognormvariate(math.log(REVIEW_SECONDS), REVIEW_SPREAD)
        yield Review(
            key, REVIEWERS[place % len(REVIEWERS)], Verdict.CHOSEN, belongs[key],
            run_id=run.run_id, seconds=round(seconds, 1),
        )  # fmt: skip


def _compute_ahead(workspace: Workspace) -> None:
    """What the first screen asks for, so that it opens at once."""
    case = business_case(workspace, newest_run(workspace))
    if isinstance(case, Claim):
        _ = case.report.uncertainty
