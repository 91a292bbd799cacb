"""One click makes all documents, with what was entered for their covers."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from roi.export.report import prepare
from roi.scenarios.scenario import Scenario
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
