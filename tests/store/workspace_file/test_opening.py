"""Opening: the lock first, one true sentence for every fault, and no byte changed by a failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from routing.errors import WorkspaceError
from store import tickets
from store.workspace import Workspace
from tests.conftest import filler, ticket

ROOT = Path(__file__).parents[3]
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A closed workspace of some size, as it stands on the disk."""
    folder = tmp_path_factory.mktemp("whole")
    workspace = Workspace(folder / "desk.duckdb", "the tests")
    filler(folder)(workspace, [ticket(key, "A", body="x" * 500) for key in range(1, 3_000)])
    workspace.close()
    return (folder / "desk.duckdb").read_bytes()


def everything(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, to the letter."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def run_in_a_process(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 10],
        lambda content: content[: len(content) // 2],
        lambda content: content[: len(content) * 99 // 100],
        lambda content: content[:-1],
        lambda content: content[:5_000],
        lambda _content: b"",
        lambda content: flipped(content, 0),
        lambda content: flipped(content, 10),
        lambda content: flipped(content, 4096 + 20),
        lambda _content: b"id,subject\n1,hello\n" * 1000,
        lambda _content: os.urandom(MEGABYTE),
    ],
    ids=[
        "10 %", "50 %", "99 %", "one byte less", "header only", "empty", "first byte", "magic",
        "header", "a text", "noise",
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_in_a_sentence_and_left_as_it_was(
    whole: bytes, tmp_path: Path, damage: Callable[[bytes], bytes]
):
    path = tmp_path / "desk.duckdb"
    path.write_bytes(damage(whole))
    before = everything(tmp_path)
    with pytest.raises(WorkspaceError, match=r"not a workspace, or damaged.*store restore"):
        Workspace(path, "the tests")
    assert everything(tmp_path) == before


def test_flipped_bytes_of_the_data_are_told_by_whoever_reads_them(whole: bytes, tmp_path: Path):
    path, content = tmp_path / "desk.duckdb", whole
    for at in range(3 * 4096 + 1000, len(whole), 256 * 1024):
        content = flipped(content, at)
    path.write_bytes(content)

    def read_everything() -> None:
        with closing(Workspace(path, "the tests")) as workspace:
            [tickets.one(workspace, key) for key in range(1, 3_000)]

    with pytest.raises(WorkspaceError, match="damaged"):
        read_everything()


def test_a_database_that_is_no_workspace_is_refused_and_nothing_is_made_in_it(tmp_path: Path):
    path = tmp_path / "sales.duckdb"
    duckdb.connect(str(path)).execute("CREATE TABLE sales (n INTEGER)").close()
    before = everything(tmp_path)
    with pytest.raises(WorkspaceError, match="not a workspace of RouteCase"):
        Workspace(path, "the tests")
    assert everything(tmp_path) == before


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(WorkspaceError, match=r"There is no .*nowhere/desk\.duckdb"):
        Workspace(tmp_path / "nowhere" / "desk.duckdb", "the tests")


def test_a_full_disk_is_told_and_nothing_half_made_stays(tmp_path: Path):
    """A limit on the size of files stands for the full disk: what is written is refused alike."""
    path = tmp_path / "desk.duckdb"
    done = run_in_a_process(
        "import resource, signal; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from store.workspace import Workspace; from routing.errors import WorkspaceError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"try: Workspace(Path({str(path)!r}), 'a full disk')\n"
        "except WorkspaceError as problem: print(problem)"
    )
    assert "the disk is full or gone" in done.stdout, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_at_the_end_is_told_and_nothing_written_is_lost(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    done = run_in_a_process(
        "import resource, signal; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from store import settings\n"
        "from store.workspace import Workspace; from routing.errors import WorkspaceError\n"
        f"path = Path({str(path)!r}); workspace = Workspace(path, 'a full disk')\n"
        "settings.CLEANING.set(workspace, value=False)\n"
        "full = path.stat().st_size - 1; resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))\n"
        "try: workspace.close()\n"
        "except WorkspaceError as problem: print(problem)"
    )
    assert done.stderr == ""
    assert done.stdout == "" or "the disk is full or gone" in done.stdout
    workspace = Workspace(path, "the tests")
    assert workspace.rows("workspace.setting", ["cleaning"]) == [("false",)]
    workspace.close()


def test_a_second_process_touches_nothing(tmp_path: Path):
    workspace = Workspace(tmp_path / "desk.duckdb", "the tests")
    with workspace.temporary() as folder:
        (folder / "on its way.parquet").write_text("x")
        before = everything(tmp_path)
        done = run_in_a_process(
            "from pathlib import Path\n"
            "from store.workspaces import Workspaces; from routing.errors import WorkspaceError\n"
            f"try: Workspaces(Path({str(tmp_path)!r}), 'a second one').open('desk')\n"
            "except WorkspaceError as problem: print(problem)"
        )
        assert "in use by the tests (process" in done.stdout, done.stderr
        assert everything(tmp_path) == before
    workspace.close()


def test_a_copy_to_ask_gives_the_lock_on_the_file_free_to_nobody(tmp_path: Path):
    workspace = Workspace(tmp_path / "desk.duckdb", "the tests")
    workspace.snapshot_to(tmp_path / "copy.duckdb")
    done = run_in_a_process(
        f"import duckdb; duckdb.connect({str(workspace.path)!r}); print('opened')"
    )
    assert "opened" not in done.stdout
    workspace.close()


def test_what_memory_cannot_hold_has_a_folder_to_go_to(tmp_path: Path):
    workspace = Workspace(tmp_path / "desk.duckdb", "the tests")
    with workspace.reading() as connection:
        (spill,) = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    assert Path(spill).parent.is_dir()  # DuckDB makes one folder, not the one above it
    workspace.close()


def test_what_a_killed_process_left_is_gone_after_the_next_opening(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    done = run_in_a_process(
        "import os, signal; from pathlib import Path; from store.workspace import Workspace\n"
        f"workspace = Workspace(Path({str(path)!r}), 'the victim')\n"
        "with workspace.temporary() as folder:\n"
        "    (folder / 'tickets.parquet').write_text('personal')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert done.returncode == -signal.SIGKILL
    assert list(tmp_path.rglob("tickets.parquet"))
    Workspace(path, "the tests").close()
    assert sorted(everything(tmp_path)) == ["desk.duckdb", "desk.duckdb.recovery"]


@pytest.mark.parametrize("length", [3, 60])
def test_a_log_that_a_kill_has_torn_in_its_first_entry_is_not_left_beside_the_file(
    whole: bytes, tmp_path: Path, length: int
):
    """DuckDB reads nothing of such a log, and a checkpoint with nothing to do leaves it there."""
    path = tmp_path / "desk.duckdb"
    path.write_bytes(whole)
    log = path.with_name("desk.duckdb.wal")
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE made (n INTEGER)")
    written = log.read_bytes()
    connection.close()
    path.write_bytes(whole)
    log.write_bytes(written[:length])
    Workspace(path, "the tests").close()
    assert sorted(everything(tmp_path)) == ["desk.duckdb", "desk.duckdb.recovery"]


def test_files_are_for_their_owner_alone(tmp_path: Path):
    workspace = Workspace(tmp_path / "desk.duckdb", "the tests")
    filler(tmp_path)(workspace, [ticket(1)])
    workspace.execute("scenarios.delete", ["none"])
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("desk.*")}
    workspace.close()
    assert set(modes.values()) <= {0o600, 0o700}
    assert modes["desk.duckdb"] == 0o600
