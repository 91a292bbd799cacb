"""A push journal in a file of JSON lines: what a line says has happened, also after a kill."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from helpdesk.journal import Intent, Outcome, Planned, Status


class LineJournal:
    """Keeps a plan; `file` None: in memory only."""

    def __init__(self, plan: Iterable[Planned], file: Path | None = None) -> None:
        self.plan = {planned.ticket: planned for planned in plan}
        self.last: dict[str, Intent | Outcome] = {}
        self.intents: list[Intent] = []
        self._file = file
        if file and file.exists():
            for line in file.read_text().splitlines():
                self._take(json.loads(line))

    def pending(self) -> Sequence[Planned]:
        return [planned for ticket, planned in self.plan.items() if ticket not in self.last]

    def in_doubt(self) -> Sequence[Planned]:
        return [
            replace(self.plan[t], stamp=last.stamp)
            for t, last in self.last.items()
            if isinstance(last, Intent)
        ]

    def intend(self, intents: Sequence[Intent]) -> None:
        self._write(intents)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        self._write(outcomes)

    def outcomes(self) -> dict[str, Outcome]:
        return {t: last for t, last in self.last.items() if isinstance(last, Outcome)}

    def status(self, ticket: str) -> Status:
        last = self.last.get(ticket)
        if isinstance(last, Intent):
            return Status.UNKNOWN
        return last.status if last else Status.PENDING

    def _write(self, lines: Sequence[Intent | Outcome]) -> None:
        for line in lines:
            self._keep(line)
        if self._file and lines:
            with self._file.open("a") as out:
                for line in lines:
                    out.write(json.dumps(asdict(line), default=str) + "\n")

    def _keep(self, line: Intent | Outcome) -> None:
        if isinstance(line, Intent):
            self.intents.append(line)
        if isinstance(line, Outcome) and line.status is Status.PENDING:
            self.last.pop(line.ticket, None)
        else:
            self.last[line.ticket] = line

    def _take(self, raw: dict[str, Any]) -> None:
        if "status" in raw:
            self._keep(Outcome(**raw | {"status": Status(raw["status"])}))
        else:
            self._keep(Intent(**raw))
