"""A version that is put to work is a saved profile: new tickets are answered by what was judged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jobs import Control, Meter
from routing.routers.embedded.trained_model import TrainedModel
from routing.taxonomy import Category, Taxonomy
from store import profiles, runs
from store.learning import versions as kept
from store.workspace import Workspace
from tests.conftest import filler
from tests.usecases.learning.test_training import NO_MODEL, TAXONOMY, fresh, learn, review
from usecases.profiles.versions import model_at_work
from usecases.runs.execution import new_run, perform
from usecases.runs.profile import profile_of
from usecases.runs.request import RunRequest


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, kept.Version]]:
    """A desk whose version at work has learned from 45 labels and 30 reviews."""
    folder = tmp_path_factory.mktemp("at_work")
    workspace = fresh(folder, 90, 45, filler(folder))
    review(workspace, range(46, 76))
    version = learn(workspace)
    assert version.put_to_work
    yield workspace, version
    workspace.close()


def model(workspace: Workspace, taxonomy: Taxonomy = TAXONOMY) -> TrainedModel | None:
    return model_at_work(workspace, taxonomy, None, cleaning=True)


def test_a_version_that_passes_is_kept_with_what_it_has_learned(at_work):
    workspace, version = at_work
    trained = model(workspace)
    assert trained is not None
    assert len(trained.ticket_ids) == version.labels
    assert profiles.of_version(workspace, version.fingerprint)


def test_a_run_answers_new_tickets_by_that_profile_and_fits_none_of_its_own(at_work):
    workspace, _ = at_work
    trained = model(workspace)
    # One more label, which the version at work has not learned from.
    review(workspace, [80])
    run = new_run(workspace, RunRequest())
    assert perform(workspace, run, NO_MODEL, Control(), Meter()) == "finished"
    proven = profile_of(workspace, runs.one(workspace, run.run_id))
    assert trained is not None
    assert proven.trained is not None
    assert proven.trained.fingerprint == trained.fingerprint


def test_other_categories_or_another_cleaning_are_learned_anew(at_work):
    workspace, _ = at_work
    assert model(workspace) is not None
    assert model(workspace, Taxonomy((*TAXONOMY.categories, Category("New")))) is None
    assert model_at_work(workspace, TAXONOMY, None, cleaning=False) is None


def test_it_stays_however_many_runs_are_proven_after_it(at_work):
    workspace, _ = at_work
    for number in range(100, 100 + profiles.MAX_KEPT + 2):
        profiles.keep(workspace, f"f{number}", "embedded", {"a": b""}, run_id=number)
    assert model(workspace) is not None


def test_before_a_version_is_at_work_there_is_none(workspace):
    assert model(workspace) is None
