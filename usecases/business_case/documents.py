"""The documents of a case: what stands on their covers, and all of them in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from roi.errors import ScenarioError
from roi.export.csv_flows import to_csv
from roi.export.report import Report, Study
from roi.numbers.language import ENGLISH, written_in
from roi.scenarios.setting_checks import setting_problem
from store import settings
from store.workspace import Workspace
from usecases.actor import CHANGE_CASE, LOCAL_OWNER, Actor, Role

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FIRST_VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document; ending: of its file, without the dot."""

    label: str
    holds: str
    ending: str
    mime: str
    make: Callable[[Report], bytes]


def _in_english(make: Callable[[Report], bytes]) -> Callable[[Report], bytes]:
    """Documents have all of their words in one language, whatever the screens speak."""

    def made(report: Report) -> bytes:
        with written_in(ENGLISH):
            return make(report)

    return made


def _pdf(report: Report) -> bytes:
    from roi.export.pdf import to_pdf  # noqa: PLC0415 - a screen that only offers it needs it not

    return to_pdf(report)


def _pptx(report: Report) -> bytes:
    from roi.export.slides import to_pptx  # noqa: PLC0415 - slow to import

    return to_pptx(report)


def _xlsx(report: Report) -> bytes:
    from roi.export.workbook import to_xlsx  # noqa: PLC0415 - slow to import

    return to_xlsx(report)


KINDS: Final[Mapping[str, DocumentKind]] = {
    kind.ending: kind
    for kind in (
        DocumentKind("PDF", "the study", "pdf", "application/pdf",
                     _in_english(_pdf)),
        DocumentKind("PowerPoint", "eight slides with notes", "pptx",
                     f"{OFFICE}.presentationml.presentation", _in_english(_pptx)),
        DocumentKind("Excel", "live formulas, sources, charts", "xlsx",
                     f"{OFFICE}.spreadsheetml.sheet", _in_english(_xlsx)),
        DocumentKind("CSV", "the monthly flows", "csv", "text/csv",
                     _in_english(lambda report: to_csv(report.scenario))),
    )
}  # fmt: skip


def study_details(workspace: Workspace) -> Study:
    """Author, version and day of decision as they were entered last; made today."""
    kept = settings.STUDY.of(workspace)
    until = kept.get("decide_by")
    return Study(
        author=kept.get("author", ""),
        version=kept.get("version") or FIRST_VERSION,
        on=datetime.now(tz=UTC).date(),
        decide_by=date.fromisoformat(until) if until else None,
    )


def keep_study_details(
    workspace: Workspace,
    author: str,
    version: str,
    decide_by: date | None,
    actor: Actor = LOCAL_OWNER,
) -> None:
    """Enter what stands on the covers; raises ScenarioError where a text cannot stand there."""
    actor.require(Role.MANAGER, CHANGE_CASE)
    for words in (author, version):
        if problem := setting_problem("name", words):
            raise ScenarioError(problem)
    until = decide_by.isoformat() if decide_by else None
    settings.STUDY.set(workspace, {"author": author, "version": version, "decide_by": until})


def archive(report: Report) -> bytes:
    """Every document of the report in one ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for ending, kind in KINDS.items():
            packed.writestr(f"{file_stem(report)}.{ending}", kind.make(report))
    return file.getvalue()


def file_stem(report: Report) -> str:
    """The name of the file without its ending: no odd character, never very long."""
    plain = re.sub(r"[^\w]+", "-", f"{report.company} {report.scenario.name}".lower())
    return f"routecase-{plain.strip('-')[:60]}"


EVERYTHING: Final = DocumentKind(
    "all documents", "all of them in one archive", "zip", "application/zip", archive
)
