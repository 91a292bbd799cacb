"""Tests mirror the tree: a module with logic has its tests where its name says."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("jobs", "routing", "helpdesk", "roi", "store", "usecases", "service", "cli", "ui")


def test_every_module_with_logic_has_a_test_file_of_its_own():
    missing = [name for name in with_logic() if not (ROOT / place_of_tests(name)).exists()]
    assert missing == [], "write their tests at these modules' own place"


def place_of_tests(module: str) -> str:
    """Where the tests of a module stand: what needs an extra is tested under tests/extras.

    >>> place_of_tests("store/workspace.py"), place_of_tests("service/http/api.py")
    ('tests/store/test_workspace.py', 'tests/extras/service/http/test_api.py')
    """
    needs_extra = any(Path(module).is_relative_to(each) for each in not_collected())
    path = Path("tests", "extras" if needs_extra else "", module)
    return str(path.with_name(f"test_{path.name}"))


@cache
def not_collected() -> list[str]:
    """What pytest leaves aside here, because it needs an extra."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    words = settings["tool"]["pytest"]["ini_options"]["addopts"].split()
    return [word.removeprefix("--ignore=") for word in words if word.startswith("--ignore=")]


def with_logic() -> list[str]:
    """The modules that hold a function and more than drawing."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return [
        str(file.relative_to(ROOT))
        for file in files
        if not file.name.startswith("__") and _has_logic(file)
    ]


def _has_logic(file: Path) -> bool:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    if "ui" in file.relative_to(ROOT).parts[:1] and any(map(_draws, nodes)):
        return False  # a screen is tested by the tests of its page
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return not all(map(_is_stub, functions))


def _is_stub(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it only says what others do, as the methods of a Protocol."""
    last = function.body[-1]
    return isinstance(last, ast.Expr) and getattr(last.value, "value", None) is Ellipsis


def _draws(node: ast.AST) -> bool:
    match node:
        case ast.Import(names):
            return any(alias.name == "streamlit" for alias in names)
        case ast.ImportFrom(module=module):
            return (module or "").startswith("streamlit")
    return False
