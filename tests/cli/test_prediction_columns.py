"""The columns of a file of predictions are named alike by every command that reads one."""

from __future__ import annotations

import argparse

import pytest

from cli import compare, evaluate, price
from cli.prediction_columns import add_column_arguments


def test_columns_that_are_not_named_shall_be_found():
    parser = argparse.ArgumentParser()
    add_column_arguments(parser)
    assert vars(parser.parse_args([])) == {"actual": None, "predicted": None}
    named = parser.parse_args(["--actual", "Queue", "--predicted", "Intent"])
    assert (named.actual, named.predicted) == ("Queue", "Intent")


@pytest.mark.parametrize(
    ("command", "files"), [(evaluate, ["a.csv"]), (compare, ["a.csv", "b.csv"]), (price, ["a.csv"])]
)
def test_every_command_that_reads_predictions_takes_them(command, files):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    asked = parser.parse_args([*files, "--actual", "Queue", "--predicted", "Intent"])
    assert (asked.actual, asked.predicted) == ("Queue", "Intent")
