"""Files into a workspace: several as one, known again, labels that are alike as one category."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Cancelled, Control, Meter
from routing.errors import WorkspaceError
from store import imports, tickets
from store.workspace import Workspace
from usecases.imports import (
    files_hash,
    import_file,
    import_files,
    merged_labels,
    name_of,
    separate_labels,
)

LABELS = "id,subject,body,category\n1,a,b,Billing\n2,c,d,billing\n3,e,f,Billing\n4,g,h,Access\n"


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_several_files_are_one_import(workspace: Workspace, tmp_path: Path):
    files = [
        saved(tmp_path, "a.csv", "id,subject\n1,x\n"),
        saved(tmp_path, "b.csv", "subject,id\ny,2\n"),
    ]
    said = import_files(workspace, files, None, Control(), Meter())
    (made,) = imports.all_of(workspace)
    assert (said[:1], made.file_name, made.tickets) == ("2", "a.csv and 1 more", 2)


def test_the_same_files_are_known_again_in_any_order(workspace: Workspace, tmp_path: Path):
    files = [saved(tmp_path, f"{n}.csv", f"id,subject\n{n},x\n") for n in (1, 2)]
    import_files(workspace, files, None, Control(), Meter())
    with pytest.raises(WorkspaceError, match="already imported"):
        import_files(workspace, files[::-1], None, Control(), Meter())


def test_labels_that_are_alike_are_one_category_and_can_be_taken_apart(
    workspace: Workspace, tmp_path: Path
):
    file = saved(tmp_path, "t.csv", LABELS)
    import_files(workspace, [file], None, Control(), Meter(), merge_labels=True)
    assert tickets.labels(workspace) == {"Billing": 3, "Access": 1}
    (made,) = imports.all_of(workspace)
    assert merged_labels(workspace, made) == {"billing": "Billing"}
    separate_labels(workspace, made)
    assert tickets.labels(workspace) == {"Billing": 2, "billing": 1, "Access": 1}
    assert merged_labels(workspace, made) == {}


def test_labels_stay_apart_unless_asked(workspace: Workspace, tmp_path: Path):
    import_file(workspace, saved(tmp_path, "t.csv", LABELS), None, Control(), Meter())
    assert tickets.labels(workspace) == {"Billing": 2, "billing": 1, "Access": 1}


def test_a_later_import_joins_the_spelling_of_the_earlier_one(workspace: Workspace, tmp_path: Path):
    import_file(
        workspace,
        saved(tmp_path, "t.csv", LABELS.replace("billing", "Billing")),
        None,
        Control(),
        Meter(),
    )
    later = saved(tmp_path, "u.csv", "id,subject,body,category\n9,x,y,BILLING\n")
    import_files(workspace, [later], None, Control(), Meter(), merge_labels=True)
    assert tickets.labels(workspace) == {"Billing": 4, "Access": 1}


def test_an_import_of_one_file_is_called_by_its_name(tmp_path: Path):
    file = saved(tmp_path, "t.csv", "x")
    assert name_of([file]) == "t.csv"
    assert len(files_hash([file])) == len(files_hash([file, file])) == 64


def test_an_import_that_is_cancelled_ends_as_cancelled_and_keeps_nothing(
    workspace: Workspace, tmp_path: Path
):
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        import_file(workspace, saved(tmp_path, "a.csv", LABELS), None, control, Meter())
    assert tickets.count(workspace) == 0
