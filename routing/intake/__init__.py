"""Intake: a file becomes tickets, each row accounted for."""

from routing.intake.cleaning import Cleaning, clean
from routing.intake.columns import Mapping, guess_mapping, preset_for
from routing.intake.loading import Summary, load
from routing.intake.reading import Preview, Reading, inspect, read
from routing.intake.table import Reject

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
