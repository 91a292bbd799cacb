"""The page `docs/licences.md`: what ships with RouteCase or is installed by it, and its licence."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "licences.md"
PINNED: Final = re.compile(r"^([a-z0-9._-]+)==", re.MULTILINE)
# Only other systems install these, so that their own files cannot be asked here.
ELSEWHERE: Final = {"colorama": "BSD-3-Clause", "httpx2-jsfetch": "BSD-3-Clause"}
HEAD: Final = """# Licences of all that ships

RouteCase is under the [MIT licence](../LICENSE). In its folder lie, under licences of their own:

| what | where | licence |
|---|---|---|
| the font Inter | `ui/static/`, `roi/export/pdf/fonts/` | SIL Open Font Licence 1.1, beside it |
| the font Droid Sans Fallback | `roi/export/pdf/fonts/` | Apache-2.0, beside it |
| sample tickets | `sample_data/` | MIT, written for this project |
| axe-core, for tests only | fetched with `axe-playwright-python` | MPL-2.0 |

The embedding model (`models/`) is fetched at the first start: bge-small-en-v1.5, MIT.

`make run` installs these packages, pinned in `requirements.txt`. This page is made by
`python docs/tools/licences.py`; a test holds it to what is pinned.

| package | licence |
|---|---|
"""


def packages() -> list[str]:
    """The names of the packages that `requirements.txt` pins, in its order."""
    return PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))


def licence(package: str) -> str:
    """What a package itself says of its licence."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return ELSEWHERE[package]
    classes = [
        each.rsplit(" :: ", 1)[-1]
        for each in told.get_all("Classifier", [])
        if each.startswith("License")
    ]
    return told.get("License-Expression") or ", ".join(classes) or str(told.get("License"))


def page() -> str:
    """The whole page in Markdown."""
    return HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in packages())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
