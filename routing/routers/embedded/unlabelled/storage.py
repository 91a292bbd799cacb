"""What the descriptions say, spread over unlabelled tickets or not, as named arrays, and back.

No text of a ticket is among them; numbers are kept to the bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.unlabelled.neighbourhood import Neighbourhood
from routing.routers.embedded.unlabelled.spread_descriptions import SpreadDescriptions
from routing.routers.embedded.unlabelled.spreading import Spread
from routing.routers.embedded.zero_shot import ByEmbeddings, ZeroShot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

DESCRIPTIONS: Final = "zero_shot"


def arrays_of(zero_shot: ZeroShot) -> Arrays:
    """What is kept; nothing of what goes by shared words, as the taxonomy says it all."""
    if isinstance(zero_shot, ByEmbeddings):
        return zero_shot.to_arrays(DESCRIPTIONS)
    if not isinstance(zero_shot, SpreadDescriptions):
        return {}
    spread = zero_shot.spread
    return arrays_of(zero_shot.descriptions) | {
        # Steps of 2⁻¹¹ up to 1 fit into 16 bits; see `exact`.
        "spread.vectors": spread.pool.vectors.astype(np.float16),
        "spread.centre": spread.pool.centre,
        "spread.shares": spread.shares,
        "spread.bias": spread.bias,
    }


def zero_shot_of(arrays: Mapping[str, NDArray[Any]]) -> ByEmbeddings | SpreadDescriptions:
    """What was kept; raises KeyError where a part of it is missing."""
    descriptions = ByEmbeddings.from_arrays(DESCRIPTIONS, arrays)
    if "spread.vectors" not in arrays:
        return descriptions
    pool = Neighbourhood(arrays["spread.vectors"].astype(np.float32), arrays["spread.centre"])
    return SpreadDescriptions(
        descriptions, Spread(pool, arrays["spread.shares"], arrays["spread.bias"])
    )
