"""How right a run is by blind looks alone: tickets drawn by lot, decided without its suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from roi.numbers import number
from roi.numbers.language import phrase
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.evaluation.statistics.weighted import Stratum, stratified_share
from store import settings
from store.reviewing import blind_looks, review_figures
from store.reviewing.blind_looks import BlindProgress
from store.reviewing.reviews import Basis
from store.workspace import Workspace
from usecases.cache import kept_by_revision

SHARES: Final = (0.0, 0.02, 0.05, 0.10, 0.20)


@dataclass(frozen=True, slots=True)
class BlindAccuracy:
    """Accuracy by blind looks, each weighted by its chance.

    overall: of all tickets of the run, None until auto-routed tickets and the others were both
        looked at; auto_routed: of the auto-routed ones.
    as_exported: share of the looks at tickets of known label that say what the export says.
    """

    overall: Measured | None
    auto_routed: Measured | None
    as_exported: Measured | None
    progress: BlindProgress


@kept_by_revision
def blind_accuracy(workspace: Workspace, run_id: int) -> BlindAccuracy:
    """What blind looks say of a run."""
    found = blind_looks.outcomes(workspace, run_id)
    alone, others = blind_looks.sizes(workspace, run_id)
    auto = _stratum(found[found["auto"].astype(bool)], alone)
    waiting = _stratum(found[~found["auto"].astype(bool)], others)
    known = found["as_exported"].dropna().astype(bool)
    return BlindAccuracy(
        stratified_share([auto, waiting]),
        stratified_share([auto]),
        proportion(int(known.sum()), len(known)),
        blind_looks.progress(workspace, run_id),
    )


def label_sources(workspace: Workspace) -> str:
    """How many tickets were reviewed and on what basis, in words; "" before the first."""
    counted = review_figures.by_basis(workspace)
    words = {
        Basis.BLIND: phrase("basis_blind"),
        Basis.GUIDED: phrase("basis_guided"),
        Basis.SHOWN: phrase("basis_shown"),
        Basis.BULK: phrase("basis_bulk"),
    }
    return ", ".join(
        f"{number(counted[basis])} {said}" for basis, said in words.items() if basis in counted
    )


def restored_labels(workspace: Workspace) -> str:
    """What became of labels that reviews of an earlier release had overwritten, or ""."""
    found = settings.LABELS_RESTORED.of(workspace)
    if not found:
        return ""
    words = (
        "An earlier release let a review overwrite the actual category, also where it merely "
        f"accepted a suggestion. {number(found['corrected'])} labels of the export are restored. "
        f"{found['beside']:,} tickets of which the export says nothing have their review beside "
        "them and no actual category, for it was given in view of a suggestion."
    )
    if found["versions"] or found["policies"]:
        words += (
            f" What cannot be restored: figures kept with {found['versions']:,} router versions "
            f"and {found['policies']:,} policies were measured on the labels of then; train and "
            "set the dial again."
        )
    return words


def _stratum(looks: pd.DataFrame, size: int) -> Stratum:
    return Stratum(size, looks["correct"].astype(bool).tolist(), looks["chance"].tolist())
