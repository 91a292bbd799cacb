"""The study as PDF, typeset by typst from `study.typ` and `charts.typ`."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import Any

import typst

from roi.errors import ExportError
from roi.export.pdf.content import content
from roi.export.report import Report


def to_pdf(report: Report) -> bytes:
    """The study as a PDF of about nine pages.

    Raises ExportError when the logo cannot be drawn.

    >>> from roi.export.report import prepare
    >>> from roi.scenarios.scenario import Scenario
    >>> to_pdf(prepare(Scenario.default(), draws=100))[:5]
    b'%PDF-'
    """
    inputs = {"report": json.dumps(content(report), ensure_ascii=False, allow_nan=False)}
    try:
        with as_file(files("roi.export.pdf")) as folder:
            pdf: Any = typst.compile(
                folder / "study.typ",
                root=folder,
                sys_inputs=inputs,
                font_paths=[folder / "fonts"],
            )
    except typst.TypstError as error:
        if report.brand.logo:
            raise ExportError(f"The logo cannot be drawn: {error.message}.") from error
        raise
    return bytes(pdf)
