"""How the fake provider behaves: its limits, its latency and everything that goes wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Behaviour:
    """All of it; shares are from 0 to 1, times in seconds.

    rpm, tpm: requests and tokens per minute, None for no limit.
    burst_seconds: how many seconds' worth of the limit a full bucket holds, 60 for a whole minute.
    charge_refusals: a refused request counts against the limit, too.
    telling: whether the x-ratelimit headers are sent.
    errors, resets, hangs: shares of requests that end so; hangs last `hang_seconds`.
    malformed: share of answers that are cut JSON, prose, empty, refused, off the taxonomy, …
    merciful: no ticket gets a second malformed answer.
    slow: share of answers that take ten times as long.
    busy: share of requests that are refused with 429 although the limit has room; `busy_seconds`
        is the Retry-After they name.
    down: from and to which second after the first request everything fails.
    forms: what may be asked for besides text; `schema`, `json`, `logprobs`.
    reasoning: refuses logprobs and temperature with 403, and max_tokens under that name.
    thinks: tokens a model uses up before it answers; an answer that finds no room is cut.
    page: a web page with status 200 instead of every answer.
    inside: share of answers that are an error with status 200, of the number `inside_code`.
    usage: whether answers tell their tokens. probabilities: whether they come where asked for.
    batch_refuses: every so manieth line of a batch is an error, 0 for none.
    batch_twice: a batch brings its first line twice.
    bills_the_gone: a request whose client is gone is answered and billed all the same.
    usd_in, usd_out: dollars per million tokens, half of it in a batch.
    """

    rpm: float | None = None
    tpm: float | None = None
    burst_seconds: float = 2.0
    charge_refusals: bool = False
    telling: bool = True
    latency: float = 0.4
    jitter: float = 0.1
    slow: float = 0.0
    errors: float = 0.0
    resets: float = 0.0
    hangs: float = 0.0
    hang_seconds: float = 60.0
    malformed: float = 0.0
    merciful: bool = False
    malformed_kinds: tuple[str, ...] = (
        "cut", "prose", "empty", "refusal", "outside", "filtered", "body",
    )  # fmt: skip
    busy: float = 0.0
    busy_seconds: float = 1.0
    down: tuple[float, float] | None = None
    forms: tuple[str, ...] = ("schema", "json", "logprobs")
    key: str | None = None
    model: str | None = None
    quota_gone: bool = False
    reasoning: bool = False
    thinks: int = 0
    page: bool = False
    inside: float = 0.0
    inside_code: int = 429
    usage: bool = True
    probabilities: bool = True
    batch_refuses: int = 0
    batch_twice: bool = False
    bills_the_gone: bool = False
    usd_in: float = 0.4
    usd_out: float = 1.6
    seed: int = 1

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Behaviour:
        data = json.loads(text)
        for name in ("malformed_kinds", "forms", "down"):
            data[name] = tuple(data[name]) if data[name] is not None else None
        return cls(**data)
