"""What only a statistician knows stands behind "How is this computed?", and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
TERMS: Final = re.compile(
    r"\bmacro.f1\b|\bECE\b|\bbrier\b|\bwilson\b|\bisotonic\b|\bPERT\b|\bout.of.fold\b"
    r"|\bdispositions?\b|\bseed\b",
    re.IGNORECASE,
)
TEXTS: Final = (
    *sorted((ROOT / "ui/texts").rglob("*.toml")), ROOT / "roi/export/words.toml",
    ROOT / "roi/assumptions.toml", ROOT / "roi/lines.toml", ROOT / "roi/objections.toml",
)  # fmt: skip
# Each stands in an expander "How is this computed?", or in the tooltip of plain words.
EXPLAINED: Final = (
    "computed = ", "macro_f1 = ", "brier_score = ", "isotonic = ", "mean_of_categories_why = ",
    "expected_calibration_error_as = ",
)  # fmt: skip
# The same, and what somebody types into a scenario file.
IN_CODE: Final = frozenset({"ECE", "The shape of the assumed ranges: pert or triangular."})


def _strings(file: Path) -> Iterator[str]:
    """The texts of a module with a blank in them or a capital: a name in the code has neither."""
    source = file.read_text(encoding="utf-8")
    if not TERMS.search(source):
        return
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            words = node.value
            if TERMS.search(words) and (" " in words or words != words.lower()):
                yield words


def test_no_text_of_a_screen_or_document_says_it():
    said = [
        f"{file.relative_to(ROOT)}: {line}"
        for file in TEXTS
        for line in file.read_text(encoding="utf-8").splitlines()
        if TERMS.search(line.partition("=")[2]) and not line.startswith(EXPLAINED)
    ]
    assert said == []


def test_no_code_that_draws_or_writes_says_it_outside_its_explanation():
    said = {
        words: file.relative_to(ROOT).as_posix()
        for folder in ("ui", "pages", "roi")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for words in _strings(file)
    }
    assert {words: file for words, file in said.items() if words not in IN_CODE} == {}
