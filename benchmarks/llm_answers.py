"""What fourteen real models said about cfpb5, read by our parser: accuracy, invalid labels, unity.

    python benchmarks/llm_answers.py

Needs the labelled sets beside the project (`../shared/data`, or the folder in ROUTECASE_DATA).
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from routing.attempt import Failure  # noqa: E402
from routing.engine import answer  # noqa: E402
from routing.routers.llm.provider import Abilities, ChatRequest, Completion  # noqa: E402
from routing.routers.llm.router import LlmRouter  # noqa: E402
from routing.taxonomy import UNKNOWN, Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

DATA: Final = Path(os.environ.get("ROUTECASE_DATA") or ROOT.parent / "shared" / "data") / "cfpb5"
ENDING: Final = "_prediction"


class Replay:
    """A provider that says what a real model has said about each text."""

    name = "replay"
    abilities = Abilities("text", logprobs=False)

    def __init__(self, model: str, replies: dict[str, str]) -> None:
        self.model = model
        self._replies = replies

    async def complete(self, chat: ChatRequest) -> Completion | Failure:
        """The stored answer to the ticket in the prompt."""
        return Completion(self._replies[chat.user.split("\n")[1]], model=self.model)

    async def close(self) -> None:
        """Nothing is open."""


def main() -> int:
    """Print a line per model; 0 also where the data is absent."""
    if not DATA.exists():
        print(f"Skipped: there is no {DATA.name} in the folder of labelled sets.")
        return 0
    tickets = [
        Ticket(n, row["ticket_id"], row["subject"] or "", row["body"], row["category"])
        for n, row in enumerate(rows("test.csv"), 1)
    ]
    replies = {row["ticket_id"]: row for row in rows("llm_predictions_test.csv")}
    models = [name for name in next(iter(replies.values())) if name.endswith(ENDING)]
    taxonomy = Taxonomy.from_labels(ticket.category for ticket in tickets)
    answers = {m: replayed(m, tickets, replies, taxonomy) for m in models}
    for model, categories in answers.items():
        right = sum(c == t.category for c, t in zip(categories, tickets, strict=True))
        unusable = Counter(replies[t.id][model] for t, c in zip(tickets, categories, strict=True)
                           if c == UNKNOWN)  # fmt: skip
        name = model.removesuffix(ENDING)
        print(f"{name:24} accuracy {right / len(tickets):.1%}, unusable {dict(unusable)}")
    agreed = [len({answers[m][i] for m in models}) == 1 for i in range(len(tickets))]
    print(
        f"all {len(models)} agree on {sum(agreed) / len(tickets):.1%} of {len(tickets):,} tickets"
    )
    return 0


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the set's files."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def replayed(
    model: str, tickets: list[Ticket], replies: dict[str, dict[str, str]], taxonomy: Taxonomy
) -> list[str]:
    """The categories that come out of the router when the model says what it said."""
    from routing.routers.llm.prompt import as_data  # noqa: PLC0415 - beside its only use

    stored = {as_data({"text": t.text}): replies[t.id][model] for t in tickets}
    router = LlmRouter(Replay(model, stored), f"replay {model}", taxonomy)
    return [decision.category for decision in answer(router, tickets)]


if __name__ == "__main__":
    sys.exit(main())
