"""Routing without labels, helped by the unlabelled tickets around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.routers.embedded.features import Features
from routing.routers.embedded.prediction import Prediction, margins
from routing.routers.embedded.unlabelled.neighbourhood import Neighbourhood
from routing.routers.embedded.unlabelled.pool import Pool, needed
from routing.routers.embedded.unlabelled.spreading import Spread
from routing.routers.embedded.zero_shot import ByEmbeddings

SHARPNESS: Final = 0.05
"""Temperature of the descriptions before they are spread: averaging flattens enough."""
MIN_NEARNESS: Final = 0.65
"""Cosine with some phrase of the taxonomy below which a ticket is a stranger."""
MIN_SHARE_NEAR: Final = 0.5
MIN_LEAD: Final = 0.045
"""How far the nearest category must lead the next one on half of the pool's tickets: strangers lie
about as near to several."""
USED: Final = (
    "Nothing is labelled, so the descriptions were spread over {n:,} tickets of this desk: "
    "tickets that are alike get like answers. Label some to measure it."
)
TOO_FEW: Final = (
    "Tickets are compared with the descriptions one by one. From {needed:,} different tickets on "
    "(there are {n:,}), what they have in common would be learned, too."
)
STRANGERS: Final = (
    "Most tickets fit none of the categories, so nothing was learned from what they have in "
    "common; they are compared with the descriptions one by one."
)


@dataclass(frozen=True, slots=True)
class SpreadDescriptions:
    """What descriptions say, spread over a pool of unlabelled tickets."""

    descriptions: ByEmbeddings
    spread: Spread

    def predict(self, features: Features) -> Prediction | None:
        """None when the tickets are not embedded."""
        if features.vectors is None:
            return None
        near, nearest = self.descriptions.nearness(features.vectors)
        shares = self.spread.predict(near / np.float32(SHARPNESS), features.vectors)
        return Prediction.from_descriptions(shares, nearest)


def with_pool(
    descriptions: ByEmbeddings, pool: Pool, categories: int
) -> tuple[SpreadDescriptions | ByEmbeddings, str]:
    """The descriptions, spread where the pool allows it, and a sentence on what was learned.

    Strangers are left out of the pool: spread among them, the answers get worse.
    """
    near, nearest = descriptions.nearness(pool.vectors)
    rows = np.flatnonzero(nearest >= MIN_NEARNESS)
    enough = max(MIN_SHARE_NEAR * len(pool), needed(categories))
    if len(rows) < enough or float(np.median(margins(near[rows]))) < MIN_LEAD:
        return descriptions, STRANGERS
    spread = Spread.fit(
        Neighbourhood.centred(pool.vectors[rows]), near[rows] / np.float32(SHARPNESS)
    )
    return SpreadDescriptions(descriptions, spread), USED.format(n=len(rows))
