"""One click makes all documents, with what was entered for their covers."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from roi.export.report import prepare
from roi.scenarios.scenario import Scenario
from usecases.actor import Actor, NotAllowed, Role
from usecases.business_case.documents import KINDS, archive, keep_study_details, study_details


def test_the_archive_holds_every_kind(workspace):
    keep_study_details(workspace, "Ana Lindqvist", "1.2", date(2027, 1, 15))
    study = study_details(workspace)
    assert (study.author, study.version, study.decide_by) == (
        "Ana Lindqvist", "1.2", date(2027, 1, 15),
    )  # fmt: skip
    packed = archive(prepare(Scenario.default(), draws=50, study=study))
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert [name.rpartition(".")[2] for name in names] == list(KINDS)


def test_only_who_may_change_the_case_signs_its_covers(workspace):
    with pytest.raises(NotAllowed, match="change the business case"):
        keep_study_details(workspace, "Eve", "2", None, Actor("Eve", Role.REVIEWER))
