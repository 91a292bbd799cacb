"""What a damaged log has lost is told at the next opening, and reviews come back."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store import imports, runs, tickets
from store.reviewing import review_figures, reviews
from store.reviewing.reviews import Review, Verdict
from store.workspace import Workspace
from store.workspace_file import backups
from tests.conftest import filler, ticket
from tests.store.test_runs import decision

ROOT = Path(__file__).parents[3]
REVIEWS = 60
# Reviews stand in the log alone, and the process is killed before they come into the file.
VICTIM = """
import os, signal, sys
from pathlib import Path
from store.reviewing import review_figures, reviews
from store.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]), "the victim")
for key in range(1, int(sys.argv[2]) + 1):
    look = reviews.Review(key, "Ana", reviews.Verdict.CHOSEN, f"C{key}", basis=reviews.Basis.BLIND,
                          chance=1.0)
    reviews.record(workspace, look)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace whose owner was killed after some reviews."""
    folder = tmp_path_factory.mktemp("victim")
    path = folder / "desk.duckdb"
    workspace = Workspace(path, "the tests")
    filler(folder)(workspace, [ticket(key) for key in range(1, REVIEWS + 1)])
    workspace.close()
    done = subprocess.run(
        [sys.executable, "-c", VICTIM, str(path), str(REVIEWS)], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    return folder


@pytest.fixture
def killed(victim: Path, tmp_path: Path) -> Path:
    """Its workspace, as it was found."""
    shutil.copytree(victim, tmp_path, dirs_exist_ok=True)
    return tmp_path / "desk.duckdb"


def log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def halved(log: Path) -> None:
    os.truncate(log, log.stat().st_size // 2)


def flipped(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(content)


def emptied(log: Path) -> None:
    os.truncate(log, 0)


def gone(log: Path) -> None:
    log.unlink()


def test_an_undamaged_log_brings_everything_back_and_says_nothing(killed: Path):
    workspace = Workspace(killed, "the tests")
    assert workspace.loss is None
    assert len(review_figures.audit(workspace)) == REVIEWS
    workspace.close()


@pytest.mark.parametrize("damage", [halved, flipped, emptied, gone])
def test_what_is_missing_is_counted_and_comes_back_to_the_letter(
    killed: Path, damage: Callable[[Path], None]
):
    damage(log_of(killed))
    workspace = Workspace(killed, "the tests")
    there = len(review_figures.audit(workspace))
    assert workspace.loss is not None
    assert there < REVIEWS
    assert workspace.loss.reviews == REVIEWS - there
    assert f"{REVIEWS - there} reviews are missing since" in workspace.loss.sentence
    assert workspace.restore_missing() == REVIEWS - there
    audit = review_figures.audit(workspace).sort_values("review_id")
    assert audit["review_id"].tolist() == list(range(1, REVIEWS + 1))
    assert audit["category"].tolist() == [f"C{key}" for key in range(1, REVIEWS + 1)]
    assert tickets.labels(workspace) == {f"C{key}": 1 for key in range(1, REVIEWS + 1)}
    workspace.close()


def unfinished(log: Path) -> None:
    """A kill in the middle of a write: an entry nobody was told of, whose checksum is wrong."""
    size, checksum, content = 16, 1, bytes(16)
    log.write_bytes(log.read_bytes() + struct.pack("<QQ", size, checksum) + content)


@pytest.mark.parametrize("has_log", [True, False])
def test_a_cut_log_leaves_copies_only_where_nothing_vouches_for_the_rest(
    killed: Path, *, has_log: bool
):
    unfinished(log_of(killed))
    if not has_log:
        killed.with_name(killed.name + ".recovery").unlink()
    workspace = Workspace(killed, "the tests")
    assert workspace.loss is None
    assert len(review_figures.audit(workspace)) == REVIEWS
    assert len(list(killed.parent.glob("*as found*"))) == (0 if has_log else 1)
    workspace.close()


def test_the_files_as_they_were_found_stay_until_a_person_agrees(killed: Path):
    halved(log_of(killed))
    found = log_of(killed).read_bytes()
    for _ in range(2):
        workspace = Workspace(killed, "the tests")
        (copies,) = killed.parent.glob("*as found*")
        assert (copies / log_of(killed).name).read_bytes() == found
        assert workspace.loss.reviews > 0
        workspace.close()
    workspace = Workspace(killed, "the tests")
    workspace.restore_missing()
    assert list(killed.parent.glob("*as found*")) == []
    workspace.close()
    again = Workspace(killed, "the tests")
    assert again.loss is None
    again.close()


def test_what_was_reviewed_before_restoring_is_kept_beside_what_comes_back(killed: Path):
    halved(log_of(killed))
    workspace = Workspace(killed, "the tests")
    late = reviews.record(workspace, Review(REVIEWS, "Ben", Verdict.CHOSEN, "later"))
    assert late == REVIEWS + 1
    workspace.restore_missing()
    assert len(review_figures.audit(workspace)) == REVIEWS + 1
    assert reviews.category_of(workspace, REVIEWS) == "later"
    workspace.close()


def test_what_a_person_goes_on_without_is_not_asked_about_again(killed: Path):
    halved(log_of(killed))
    workspace = Workspace(killed, "the tests")
    there = len(review_figures.audit(workspace))
    workspace.accept_loss()
    assert list(killed.parent.glob("*as found*")) == []
    workspace.close()
    again = Workspace(killed, "the tests")
    assert again.loss is None
    assert again.restore_missing() == 0
    assert len(review_figures.audit(again)) == there
    again.close()


def test_missing_decisions_are_counted(tmp_path: Path, fill):
    path = tmp_path / "desk.duckdb"
    workspace = Workspace(path, "the tests")
    fill(workspace, [ticket(key) for key in range(1, 11)])
    workspace.close()
    before = path.read_bytes()
    workspace = Workspace(path, "the tests")
    run = runs.start(workspace, "fake", {}, 1)
    runs.RunJournal(workspace, run.run_id).write([decision(key) for key in range(1, 11)])
    workspace.close()
    path.write_bytes(before)
    workspace = Workspace(path, "the tests")
    assert (workspace.loss.decisions, workspace.loss.reviews) == (10, 0)
    workspace.accept_loss()
    workspace.close()


def test_what_was_taken_back_on_purpose_is_not_missing(tmp_path: Path, fill):
    path = tmp_path / "desk.duckdb"
    workspace = Workspace(path, "the tests")
    taken = fill(workspace, [ticket(1)])
    imports.remove(workspace, taken.import_id)
    workspace.close()
    again = Workspace(path, "the tests")
    assert again.loss is None
    again.close()


def test_after_a_back_up_is_restored_the_reviews_since_are_offered(tmp_path: Path, fill):
    path = tmp_path / "desk.duckdb"
    workspace = Workspace(path, "the tests")
    fill(workspace, [ticket(key, "A") for key in range(1, 4)])
    reviews.record(workspace, Review(1, "Ana", Verdict.CHOSEN, "B"))
    with workspace.temporary() as folder:
        workspace.snapshot_to(folder / "now.duckdb")
        kept = backups.keep(path, "by hand", folder / "now.duckdb")
    reviews.record(workspace, Review(2, "Ana", Verdict.CHOSEN, "B"))
    workspace.close()
    aside = backups.restore(path, kept, "the tests")
    assert (aside / "desk.duckdb").exists()
    workspace = Workspace(path, "the tests")
    assert review_figures.by_basis(workspace) == {"shown": 1}
    assert workspace.loss.reviews == 1
    workspace.restore_missing()
    assert review_figures.by_basis(workspace) == {"shown": 2}
    assert tickets.labels(workspace) == {"A": 3}
    workspace.close()


def test_the_log_of_another_workspace_is_not_held_against_this_one(killed: Path, tmp_path: Path):
    other = Workspace(tmp_path / "other.duckdb", "the tests")
    other.close()
    killed.write_bytes((tmp_path / "other.duckdb").read_bytes())
    log_of(killed).unlink()
    workspace = Workspace(killed, "the tests")
    assert workspace.loss is None
    workspace.close()
