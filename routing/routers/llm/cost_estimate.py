"""What a run will cost, before it starts: tokens of the real tickets, as a range."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routing.routers.llm.provider import Usage
from routing.routers.llm.router import LlmRouter
from routing.routers.llm.token_estimate import ERROR
from routing.ticket import Ticket

# So many tickets are counted; the rest is taken to be like them.
SAMPLE: Final = 500
# Answers that cannot be used are asked again; so many extra requests are usual at most.
RETRIED: Final = 0.05
Z: Final = 1.96


@dataclass(frozen=True, slots=True)
class Estimate:
    """Requests, tokens and dollars of a run; low and high hold the errors of the counting.

    tokens_per_ticket: prompt tokens, the ticket's share of the instructions included.
    usd, low_usd, high_usd: None when the price is not known.
    counted: how many tickets the tokens were counted on.
    basis: where the figures come from, in one sentence.
    """

    tickets: int
    requests: int
    tokens_per_ticket: float
    input_tokens: int
    output_tokens: int
    usd: float | None
    low_usd: float | None
    high_usd: float | None
    counted: int
    basis: str

    @property
    def usd_per_thousand(self) -> float | None:
        """Dollars per 1,000 tickets."""
        return None if self.usd is None or not self.tickets else self.usd / self.tickets * 1000


def estimate_run(
    router: LlmRouter, tickets: Sequence[Ticket], total: int | None = None, *, batch: bool = False
) -> Estimate:
    """The cost of routing tickets like these.

    tickets: the ones to route, or a sample of them when `total` says how many there are.
    batch: through the Batch API, at its price.
    """
    whole = len(tickets) if total is None else total
    counted = list(tickets)
    if len(counted) > SAMPLE:
        counted = random.Random(0).sample(counted, SAMPLE)  # noqa: S311 - not a secret
    sizes = [router.question(ticket).tokens for ticket in counted] or [0]
    mean = sum(sizes) / len(sizes)
    spread = (sum((size - mean) ** 2 for size in sizes) / len(sizes)) ** 0.5
    sampling = Z * spread / len(sizes) ** 0.5 if len(sizes) < whole else 0.0
    requests = -(-whole // router.pack)
    fixed = router.instruction_tokens(counted[0] if counted else None)
    prompt = requests * fixed + whole * mean
    answer = requests * router.likely_answer_tokens(min(router.pack, max(1, whole)))
    share = ERROR + (whole * sampling / prompt if prompt else 0.0)
    usd = _usd(router, prompt, answer, batch=batch)
    return Estimate(
        tickets=whole,
        requests=requests,
        tokens_per_ticket=prompt / whole if whole else 0.0,
        input_tokens=round(prompt),
        output_tokens=round(answer),
        usd=usd,
        low_usd=None if usd is None else usd * (1 - share),
        high_usd=None if usd is None else usd * (1 + share + RETRIED),
        counted=len(counted),
        basis=_basis(router, len(counted)),
    )


def _usd(router: LlmRouter, prompt: float, answer: float, *, batch: bool) -> float | None:
    if router.price is None:
        return None
    price = router.price.batched() if batch else router.price
    return price.cost(Usage(round(prompt), round(answer)))


def _basis(router: LlmRouter, counted: int) -> str:
    price = router.price.source if router.price else "price not known"
    return (
        f"Tokens estimated from the characters of {counted:,} real tickets (off by up to "
        f"{ERROR:.0%}), nothing cached; {price}."
    )
