"""The options that name the columns of a file of predictions."""

from __future__ import annotations

import argparse


def add_column_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that name columns where they cannot be found by themselves."""
    parser.add_argument("--actual", metavar="COLUMN", help="the column with the actual category")
    parser.add_argument("--predicted", metavar="COLUMN", help="the column with the prediction")
