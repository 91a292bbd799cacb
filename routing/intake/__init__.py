"""Intake: a file becomes tickets, each row accounted for."""

from routing.intake.columns.mapping import Mapping, guess_mapping, preset_for
from routing.intake.formats.table import Reject
from routing.intake.loading import Summary, load
from routing.intake.reading import Preview, Reading, inspect, read
from routing.intake.values.cleaning import Cleaning, clean

__all__ = [
    "Cleaning",
    "Mapping",
    "Preview",
    "Reading",
    "Reject",
    "Summary",
    "clean",
    "guess_mapping",
    "inspect",
    "load",
    "preset_for",
    "read",
]
