"""How the fake provider behaves in each scenario, and what the engine must reach against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.fakes.provider.behaviour import Behaviour


@dataclass(frozen=True)
class Figures:
    """What one scenario came to."""

    scenario: str
    tickets: int
    seconds: float
    ideal_seconds: float | None
    utilisation: float | None
    requests_per_second: float
    lost: int
    wrong: int
    doubled: int
    paid_twice: int
    refused_share: float
    cpu_ms: float
    billed_usd: float
    reported_usd: float


@dataclass(frozen=True)
class Scenario:
    """A behaviour of the provider, and what the engine has to reach against it.

    ideal: seconds a perfect client needs for that many tickets, None without a limit.
    targets: what must hold, in words and as a test.
    """

    name: str
    behaviour: Behaviour
    ideal: Callable[[int, dict[str, Any]], float] | None
    targets: tuple[tuple[str, Callable[[Figures], bool]], ...]


def complete(figures: Figures) -> bool:
    """Nothing lost, nothing doubled, nothing wrong, nothing good paid twice."""
    return not (figures.lost or figures.doubled or figures.wrong or figures.paid_twice)


def used(share: float) -> tuple[str, Callable[[Figures], bool]]:
    """The limit is used at least that much."""
    return f"utilisation ≥ {share}", lambda f: f.utilisation is not None and f.utilisation >= share


NOTHING_LOST: Final = ("nothing lost, doubled, wrong or paid twice", complete)
NOT_REFUSED: Final = ("no request refused", lambda f: f.refused_share == 0)
BILLED: Final = ("reported = billed", lambda f: abs(f.billed_usd - f.reported_usd) < 1e-6)  # noqa: PLR2004

FAULTS: Final = Behaviour(
    rpm=3000, errors=0.03, resets=0.01, hangs=0.005, malformed=0.02,
    malformed_kinds=("cut", "prose", "empty", "refusal", "outside", "filtered"),
)  # fmt: skip
# Refusals that the limit has no part in; 0.8 requests/s went through while each halted the line.
BROWN_OUT: Final = Behaviour(
    rpm=3000, busy=0.3, busy_seconds=1.0, errors=0.1, slow=0.05, malformed=0.05,
    malformed_kinds=("cut", "empty"),
)  # fmt: skip
SCENARIOS: Final = (
    Scenario("limit", Behaviour(rpm=3000), lambda n, _: n / 50,
             (used(0.98), NOT_REFUSED, NOTHING_LOST, BILLED)),
    Scenario("faults", FAULTS, lambda n, _: n * 1.05 / 50, (used(0.87), NOTHING_LOST, BILLED)),
    Scenario("full bucket", Behaviour(rpm=1500, burst_seconds=60),
             lambda n, _: max(0.0, n - 1500) / 25 + 0.4, (used(0.95), NOTHING_LOST, BILLED)),
    Scenario("tokens", Behaviour(tpm=300_000, burst_seconds=2),
             lambda _, seen: seen["charged_tokens"] / 5000 - 2 + 0.4, (used(0.95), NOTHING_LOST)),
    Scenario("charged refusals", Behaviour(rpm=3000, charge_refusals=True), lambda n, _: n / 50,
             (used(0.95), NOTHING_LOST, BILLED)),
    Scenario("brown-out", BROWN_OUT, None,
             (("≥ 3.2 requests/s", lambda f: f.requests_per_second >= 3.2),  # noqa: PLR2004
              NOTHING_LOST, BILLED)),
    Scenario("no limit", Behaviour(), None,
             (("≥ 400 requests/s", lambda f: f.requests_per_second >= 400),  # noqa: PLR2004
              ("≤ 3.5 ms CPU a request", lambda f: f.cpu_ms <= 3.5),  # noqa: PLR2004
              NOTHING_LOST, BILLED)),
)  # fmt: skip
