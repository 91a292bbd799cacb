"""A demo company dressed as a prospect's own: a copy of its workspace with their name and figures.

What was measured stays what it is, measured on the demo's tickets; volume and wage are theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from roi.errors import ScenarioError
from roi.export.report import Brand, Report
from roi.inputs.assumptions import assumptions
from roi.inputs.volume import Volume
from roi.scenarios.scenario import RATE, Scenario
from roi.scenarios.setting_checks import setting_problem
from store import scenarios, settings
from store.workspace import Workspace
from store.workspaces import Workspaces
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.brand import keep_brand
from usecases.business_case.claim import Claim, business_case
from usecases.business_case.scenarios import replace_working_copy, working_copy
from usecases.demo_companies import DemoCompany, demo_companies
from usecases.runs.newest import newest_run

DOLLAR: Final = "USD"
MAX_NAME: Final = 60
UNFIT: Final = re.compile(r"[^\w .()&+-]+")


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a prospect said on the telephone.

    brand: their colour and logo. rate: of their currency for one US dollar, confirmed on `on`.
    wage_per_hour: in their currency, before employer costs.
    """

    name: str
    brand: Brand
    currency: str
    rate: float
    on: date
    tickets_per_month: float
    wage_per_hour: float


def scenario_for(base: Scenario, prospect: Prospect) -> Scenario:
    """The scenario of a demo with the prospect's own figures in it.

    Amounts of money that the demo entered are converted by the two rates; its commitments fall.

    Raises ScenarioError or InputsError for what cannot be used.
    """
    for field, value in (("company", prospect.name), ("currency", prospect.currency)):
        if not value or (problem := setting_problem(field, value)):
            raise ScenarioError(problem if value else "Give the prospect's name.")
    rate = 1.0 if prospect.currency == DOLLAR else prospect.rate
    ratio = rate / (1.0 if base.currency == DOLLAR else base[RATE])
    entered = {
        key: given.override * ratio
        for key, given in base.inputs.items()
        if given.override is not None and assumptions()[key].is_money and key != RATE
    }
    dressed = replace(
        base, company=prospect.name, currency=prospect.currency, commitments={},
        rate_date=None if prospect.currency == DOLLAR else prospect.on,
    ).reset(RATE)  # fmt: skip
    theirs = {**entered, "wage_per_hour": prospect.wage_per_hour}
    if prospect.currency != DOLLAR:
        theirs[RATE] = rate
    volume = Volume("sample", prospect.tickets_per_month)
    return dressed.with_values(**theirs).reset("tickets_per_month").answered(volume, 0)


def preview(workspace: Workspace, prospect: Prospect) -> Report | None:
    """The case as it would look, None where nothing may be claimed; raises as `scenario_for`."""
    run = newest_run(workspace)
    scenario = scenario_for(working_copy(workspace, run).scenario, prospect)
    case = business_case(workspace, run, scenario=scenario)
    return replace(case.report, brand=prospect.brand) if isinstance(case, Claim) else None


def present_as(
    workspaces: Workspaces, base: str, prospect: Prospect, actor: Actor = LOCAL_OWNER
) -> str:
    """Make the prospect's workspace as a copy of a demo's; its name.

    Raises ScenarioError, InputsError or WorkspaceError; then nothing was made.
    """
    actor.require(Role.MANAGER, "set up a prospect")
    demo = workspaces.open(base)
    current = working_copy(demo, newest_run(demo))
    scenario = scenario_for(current.scenario, prospect)
    name = free_name(prospect.name, workspaces.names())
    workspaces.copy(base, name)
    made = workspaces.open(name)
    replace_working_copy(made, scenario, current.follows, actor)
    keep_brand(made, prospect.brand, actor)
    for saved in scenarios.names(made):
        if saved != scenarios.WORKING_COPY:
            scenarios.delete(made, saved)
    return name


def free_name(wanted: str, taken: list[str]) -> str:
    """A name for a workspace, as near to the wanted one as can be.

    >>> free_name("Kestrel, Sports", ["Kestrel Sports"]), free_name("!", [])
    ('Kestrel Sports 2', 'Prospect')
    """
    plain = " ".join(UNFIT.sub(" ", wanted).split()).lstrip(" .()&+-")[: MAX_NAME - 4].strip()
    name, there = plain or "Prospect", {each.casefold() for each in taken}
    choices = (name if n == 1 else f"{name} {n}" for n in range(1, len(taken) + 2))
    return next(each for each in choices if each.casefold() not in there)


def demo_behind(workspace: Workspace) -> DemoCompany | None:
    """The demo company whose tickets a workspace holds: a demo's own, or a prospect's."""
    key = settings.DEMO.of(workspace)
    return next((each for each in demo_companies() if each.key == key), None)


def usual_wage(scenario: Scenario, rate: float) -> float:
    """The wage of a scenario at the prospect's rate for one US dollar, to the cent."""
    dollars = scenario["wage_per_hour"] / (known_rate(scenario.currency) or 1.0)
    return round(dollars * rate, 2)


def known_rate(currency: str) -> float | None:
    """The rate for one US dollar that a demo company of that currency takes; None for others."""
    if currency == DOLLAR:
        return 1.0
    shipped = (each.scenario for each in demo_companies())
    rates = (each["entered"][RATE] for each in shipped if each["currency"] == currency)
    return next(rates, None)
