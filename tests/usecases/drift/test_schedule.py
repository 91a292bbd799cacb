"""The schedule looks where a person wants it."""

from pathlib import Path

from jobs import Jobs
from settings import Settings
from store.drift import watch as drift
from store.workspaces import Workspaces
from usecases.drift.schedule import DriftSchedule

NO_MODEL = Path("no model")


def test_the_schedule_looks_where_a_person_has_chosen_a_reference(tmp_path: Path, fill):
    workspaces, jobs = Workspaces(tmp_path, "the tests"), Jobs()
    watched, other = (workspaces.create(name) for name in ("watched", "other"))
    from tests.conftest import ticket  # noqa: PLC0415 - beside its only use

    for workspace in (watched, other):
        fill(workspace, [ticket(key, "Billing") for key in range(1, 3)])
    drift.set_reference(watched, 1, 2, 2, "owner")
    settings = Settings(models=NO_MODEL)
    DriftSchedule(workspaces, jobs, lambda: settings).run_all(settings)
    assert jobs.at(f"{watched.path} (drift)") is not None
    assert jobs.at(f"{other.path} (drift)") is None
    workspaces.close()
