"""Accuracy today from few reviews: blind, drawn by confidence with known chances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.drift.accuracy import (
    MIN_REVIEWS,
    estimated_accuracy,
    review_probabilities,
)
from routing.evaluation.statistics.intervals import Measured
from store.drift import watch
from store.reviewing import draws, reviews
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.cache import kept_by_revision

ORIGIN: Final = "blind look"
NOTE: Final = "Drawn by lot for a blind look."


@dataclass(frozen=True, slots=True)
class AccuracyNow:
    """The accuracy of the tickets since the reference.

    drawn, looked: tickets drawn and those that a person has decided.
    """

    estimate: Measured | None
    drawn: int
    looked: int

    @property
    def missing(self) -> int:
        """Reviews that are missing before it can be estimated."""
        return max(0, MIN_REVIEWS - self.looked)


def draw(workspace: Workspace, count: int, actor: Actor, seed: int | None = None) -> int:
    """Draw about so many tickets since the reference for a blind look on Review; how many."""
    actor.require(Role.MANAGER, "draw tickets for a blind look")
    found = draws.candidates(workspace, _first(workspace))
    confidence = found["confidence"].to_numpy(np.float64)
    chance = review_probabilities(confidence, min(count, len(confidence)))
    drawn = np.flatnonzero(np.random.default_rng(seed).random(chance.size) < chance)
    keys = found["ticket_key"].to_numpy(np.int64)[drawn].tolist()
    draws.add(workspace, keys, chance[drawn].tolist(), actor.name)
    return reviews.send(workspace, keys, actor.name, origin=ORIGIN, note=NOTE)


@kept_by_revision
def accuracy_now(workspace: Workspace) -> AccuracyNow:
    """What the blind looks at drawn tickets say of all tickets since the reference."""
    found = draws.population(workspace, _first(workspace))
    chance = found["chance"].to_numpy(np.float64)
    looked = np.flatnonzero(found["is_right"].notna())
    known = found["is_right"].iloc[looked].to_numpy(dtype=bool)
    estimate = None
    if looked.size >= MIN_REVIEWS:
        confidence = found["confidence"].to_numpy(np.float64)
        estimate = estimated_accuracy(confidence, looked, chance[looked], known)
    return AccuracyNow(estimate, int(np.isfinite(chance).sum()), int(looked.size))


def _first(workspace: Workspace) -> int | None:
    """The last ticket of the reference, from which on accuracy is today's."""
    window = watch.reference(workspace)
    return window.last_ticket if window else None
