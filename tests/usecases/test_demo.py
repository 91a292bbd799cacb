"""A first start brings a demo; a folder with workspaces is left alone."""

from __future__ import annotations

from pathlib import Path

from jobs import Jobs
from store import runs, taxonomies, tickets
from store.workspaces import Workspaces
from usecases.demo import DEMO_VOLUME, NAME, prepare
from usecases.volume import volume_question

NO_MODEL = Path("no model")


def test_the_demo_holds_the_samples_with_a_run_under_way(tmp_path):
    workspaces, jobs = Workspaces(tmp_path, "the tests"), Jobs()
    prepare(workspaces, jobs, NO_MODEL)
    demo = workspaces.open(NAME)
    assert jobs.at(str(demo.path)).kind == "run"
    jobs.stop_all()
    assert tickets.count(demo) > 500
    assert taxonomies.current(demo).source == "sample data"
    assert runs.all_runs(demo)[0].asked == "embedded"
    assert volume_question(demo, None).answer.tickets_per_month == DEMO_VOLUME
    demo.close()


def test_a_folder_with_a_workspace_is_left_alone(tmp_path):
    workspaces, jobs = Workspaces(tmp_path, "the tests"), Jobs()
    own = workspaces.create("Mine")
    prepare(workspaces, jobs, NO_MODEL)
    assert workspaces.names() == ["Mine"]
    assert jobs.at(str(own.path)) is None
    own.close()
