"""What tokens cost, from the price list that comes with `genai-prices` or from the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from routing.routers.llm.provider import Usage
from routing.routers.llm.provider_catalog import ProviderDeclaration

MILLION: Final = 1_000_000
BATCH_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens.

    cached: for input tokens the provider had seen before.
    source: where the figures come from, for the one who asks.
    """

    input: float
    output: float
    cached: float
    source: str = "entered by hand"

    def cost(self, usage: Usage) -> float:
        """US dollars for that much.

        >>> Price(input=2.0, output=8.0, cached=0.5).cost(Usage(1_000_000, 1_000, 500_000))
        1.258
        """
        fresh = max(0, usage.input_tokens - usage.cached_tokens)
        tokens = (
            fresh * self.input
            + usage.cached_tokens * self.cached
            + usage.output_tokens * self.output
        )
        return tokens / MILLION

    def batched(self) -> Price:
        """The price in the Batch API."""
        share = BATCH_SHARE
        return Price(self.input * share, self.output * share, self.cached * share, self.source)


FREE: Final = Price(0.0, 0.0, 0.0, "a local model costs nothing per token")


def find_price(model: str, provider: ProviderDeclaration) -> Price | None:
    """The listed price of a model, None when nobody knows it.

    A compatible server that serves a model of OpenAI's is taken to charge as much; any other is
    taken to be local and free, as its declaration says.
    """
    listed = _listed(model, provider.price_list) if provider.price_list else FREE
    return listed or (FREE if provider.unlisted_is_free else None)


@cache
def _listed(model: str, provider: str) -> Price | None:
    from genai_prices import Usage as Listed  # noqa: PLC0415 - loads the whole price list
    from genai_prices import calc_price  # noqa: PLC0415

    def dollars(**usage: int) -> float:
        price = calc_price(Listed(**usage), model_ref=model, provider_id=provider)
        return float(price.total_price)

    # At a million tokens a long-context surcharge would be counted in; a thousand stay below it.
    each = 1_000
    try:
        fresh = dollars(input_tokens=each)
        output = dollars(output_tokens=each)
        cached = dollars(input_tokens=each, cache_read_tokens=each)
    except LookupError:
        return None
    per_million = MILLION / each
    return Price(
        fresh * per_million, output * per_million, cached * per_million, "price list genai-prices"
    )
