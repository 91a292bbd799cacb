"""The volume of a desk: asked after an import, and answered by a person, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roi.inputs.volume import Season, Volume, season
from store import measures, tickets
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor
from usecases.business_case.scenario_edits import Edit, edit
from usecases.business_case.scenarios import working_copy
from usecases.cache import kept_by_revision


@dataclass(frozen=True, slots=True)
class VolumeQuestion:
    """What is asked about the tickets that came in, and what they say of it themselves.

    tickets: how many there are. first, last: the days of the oldest and the newest, None without
        times. season: what the whole months say of the year. answer: as it was answered, None
        before. is_open: no volume is known, neither answered nor entered.
    """

    tickets: int
    first: date | None
    last: date | None
    season: Season
    answer: Volume | None
    is_open: bool

    @property
    def is_outdated(self) -> bool:
        """True when tickets came in since that lie outside the period that was answered for."""
        if self.answer is None or not (self.answer.last and self.last):
            return False
        return self.last > self.answer.last


def volume_question(workspace: Workspace, run: Run | None) -> VolumeQuestion:
    """What is to be asked, and what was answered."""
    scenario, (n, first, last, months) = working_copy(workspace, run).scenario, _file(workspace)
    return VolumeQuestion(n, first, last, months, scenario.volume, not scenario.volume_is_known)


def answer_volume(
    workspace: Workspace, run: Run | None, volume: Volume, actor: Actor = LOCAL_OWNER
) -> None:
    """Keep the answer; raises ScenarioError when no number of tickets follows from it.

    A number that was entered by hand before gives way to it.
    """
    seen = working_copy(workspace, run).scenario
    edit(workspace, run, Edit("volume", volume, seen.volume), actor=actor)


@kept_by_revision
def _file(workspace: Workspace) -> tuple[int, date | None, date | None, Season]:
    facts = tickets.facts(workspace)
    ends = [None if at is None else at.date() for at in (facts.first_created, facts.last_created)]
    return facts.n, ends[0], ends[1], season(measures.whole_months(workspace))
