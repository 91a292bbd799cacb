"""The version of the product, as it stands in what it writes; the same as in pyproject.toml."""

from typing import Final

VERSION: Final = "0.1.0"
