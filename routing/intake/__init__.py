"""Intake: a file becomes tickets, each row accounted for."""

from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.header_aliases import preset_for
from routing.intake.columns.mapping import Mapping
from routing.intake.formats.table import Reject
from routing.intake.loading import Summary, inspect, load
from routing.intake.reading import Preview, Reading, read
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
