"""The command line: a scenario file in, its results and its documents out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from roi.errors import RoiError, ScenarioError
from roi.export.csv_flows import to_csv
from roi.export.pdf import to_pdf
from roi.export.report import Report, Study, prepare
from roi.export.slides import to_pptx
from roi.export.wording import stamps
from roi.export.workbook import to_xlsx
from roi.risk.sensitivity import what_must_be_true
from roi.scenarios.scenario import Scenario
from roi.scenarios.scenario_file import read_scenario, template
from roi.summary import summary

WRONG: Final = 2
DOCUMENTS: Final[Mapping[str, Callable[[Report], bytes]]] = {
    "xlsx": to_xlsx,
    "pdf": to_pdf,
    "pptx": to_pptx,
    "csv": lambda report: to_csv(report.scenario),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0, or 2 when the scenario is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.template:
        print(template(), end="")
        return 0
    if not options.scenario:
        parser.error("name a scenario file, or use --template to start one")
    try:
        study = Study(author=options.author, on=datetime.now(tz=UTC).date())
        report = prepare(_read(options.scenario), study=study)
        for kind, document in DOCUMENTS.items():
            if target := getattr(options, kind):
                _write(Path(target), document(report))
    except RoiError as error:
        print(f"{options.scenario}: {error}", file=sys.stderr)
        return WRONG
    print(_as_json(report) if options.json else _as_text(report))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m roi", description=__doc__)
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO.toml")
    parser.add_argument("--template", action="store_true", help="write a commented scenario")
    parser.add_argument("--author", default="", help="who answers for the documents")
    parser.add_argument("--json", action="store_true", help="write the results as JSON")
    for kind in DOCUMENTS:
        parser.add_argument(f"--{kind}", metavar="FILE", help=f"write the {kind.upper()} document")
    return parser


def _read(name: str) -> Scenario:
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ScenarioError(f"The file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError("The file is not a text in UTF-8.") from error
    return read_scenario(text.replace("\r\n", "\n"))


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise RoiError(f'"{target}" cannot be written: {error.strerror}.') from error


def _as_json(report: Report) -> str:
    found = summary(report.business)
    return json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False)


def _as_text(report: Report) -> str:
    cards = [*report.cards(), *report.figures()]
    width = max(len(card.label) for card in cards)
    lines = [f"{card.label:<{width}}  {card.text}  {card.range}".rstrip() for card in cards]
    must = [f"  {report.required(needed)}" for needed in what_must_be_true(report.scenario)]
    notes = [*report.headline(), *stamps(report.business), *report.business.flags.values()]
    parts = [*notes, *lines, "The net present value is zero with", *must]
    return "\n".join(parts)
