"""What a contract server shall do: its size, its trouble, its agents."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Behaviour:
    """Shares are of requests, from 0 to 1, unless the name says otherwise.

    tickets, groups: how many there are; the first group is the one that triages.
    limited: 429 with retry_after seconds. limit: requests a minute of all, 0 for no limit.
    conflicts: 409 for a write. errors: 500 with JSON, half of the writes carried out. pages: 502
    in HTML. resets: the connection ends before anything was done. lost: it ends after all was
    done. cut: JSON that ends in the middle, after all was done. late: the connection ends at once
    and the write is carried out seconds later. slow: answers that take that many seconds.
    dead_jobs: of jobs, that fail halfway. stuck_jobs: of jobs, that never end.
    token_seconds: life of an access token. ignore_stamps: update_many takes any stamp.
    acting: of tickets that were just read, those an agent changes before the next request.
    churn: agents' changes elsewhere at each request for a list.
    one_second: share of tickets that changed last in one and the same second.
    hidden: share of rows that the user may not see (ServiceNow).
    miscounted: rows that its count of them tells too many (ServiceNow).
    page_cap: most rows of a page, whatever is asked for; 0 for what the desk documents.
    ends: how a list tells its end (ServiceNow): count, link or nothing.
    clock: seconds by which the desk's clock is ahead. dated: it names waits as dates.
    html_only: bodies come without their plain text (Freshdesk).
    metrics: whether a metric keeps the groups of incidents (ServiceNow).
    forbidden: beginnings of `METHOD path` that are answered with 403.
    """

    seed: int = 1
    tickets: int = 300
    groups: int = 6
    latency: float = 0.0
    limited: float = 0.0
    retry_after: int = 1
    conflicts: float = 0.0
    errors: float = 0.0
    pages: float = 0.0
    resets: float = 0.0
    lost: float = 0.0
    cut: float = 0.0
    late: float = 0.0
    late_seconds: float = 2.0
    slow: float = 0.0
    slow_seconds: float = 2.0
    dead_jobs: float = 0.0
    stuck_jobs: float = 0.0
    job_seconds: float = 0.2
    token_seconds: float = 1800.0
    ignore_stamps: bool = False
    acting: float = 0.0
    churn: int = 0
    one_second: float = 0.0
    hidden: float = 0.0
    miscounted: int = 0
    zone: str = "UTC"
    page_cap: int = 0
    ends: str = "count"
    clock: float = 0.0
    dated: bool = False
    html_only: bool = False
    metrics: bool = False
    forbidden: tuple[str, ...] = field(default=())

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Behaviour:
        known = json.loads(text)
        return cls(**known | {"forbidden": tuple(known.get("forbidden", ()))})
