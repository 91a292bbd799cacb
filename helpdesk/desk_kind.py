"""The help desks there are."""

from __future__ import annotations

from enum import StrEnum


class DeskKind(StrEnum):
    """A product whose interface is known here."""

    ZENDESK = "zendesk"
    FRESHDESK = "freshdesk"
    SERVICENOW = "servicenow"

    @property
    def product(self) -> str:
        """Its name as people write it."""
        return {"zendesk": "Zendesk", "freshdesk": "Freshdesk", "servicenow": "ServiceNow"}[self]
