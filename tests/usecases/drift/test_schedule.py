"""The schedule looks where a person wants it."""

from pathlib import Path

from jobs import Jobs
from settings import Settings
from store.drift import watch as drift
from store.workspace import Workspace
from store.workspaces import Workspaces
from tests.conftest import ticket
from usecases.drift.schedule import DriftSchedule

NO_MODEL = Path("no model")


class OneIsBroken(Workspaces):
    """A shelf on which one workspace fails as nobody foresaw."""

    def open(self, name: str) -> Workspace:
        if name == "broken":
            raise RuntimeError("not foreseen")
        return super().open(name)


def test_a_workspace_that_fails_does_not_end_the_schedule_of_the_others(tmp_path: Path, fill):
    workspaces, jobs = OneIsBroken(tmp_path, "the tests"), Jobs()
    workspaces.create("broken")
    watched = workspaces.create("watched")
    fill(watched, [ticket(1, "Billing"), ticket(2, "Billing")])
    drift.set_reference(watched, 1, 2, 2, "owner")
    settings = Settings(models=NO_MODEL)
    DriftSchedule(workspaces, jobs, lambda: settings).run_all(settings)
    assert jobs.at(f"{watched.path} (drift)") is not None
    workspaces.close()


def test_the_schedule_looks_where_a_person_has_chosen_a_reference(tmp_path: Path, fill):
    workspaces, jobs = Workspaces(tmp_path, "the tests"), Jobs()
    watched, other = (workspaces.create(name) for name in ("watched", "other"))
    for workspace in (watched, other):
        fill(workspace, [ticket(key, "Billing") for key in range(1, 3)])
    drift.set_reference(watched, 1, 2, 2, "owner")
    settings = Settings(models=NO_MODEL)
    DriftSchedule(workspaces, jobs, lambda: settings).run_all(settings)
    assert jobs.at(f"{watched.path} (drift)") is not None
    assert jobs.at(f"{other.path} (drift)") is None
    workspaces.close()
