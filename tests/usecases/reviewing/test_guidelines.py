"""Guidelines: kept by category, with who wrote them."""

from __future__ import annotations

import pytest

from store import settings
from usecases.actor import Actor, NotAllowed, Role
from usecases.reviewing.guidelines import guidelines, save_guideline

ANA = Actor("Ana", Role.REVIEWER)


def test_a_guideline_is_kept_changed_and_removed(workspace):
    save_guideline(workspace, "Billing", " Refunds, too ", ANA)
    save_guideline(workspace, "Fraud", "Call first", ANA)
    assert guidelines(workspace) == {"Billing": "Refunds, too", "Fraud": "Call first"}
    assert settings.GUIDELINES.of(workspace)["Billing"]["by"] == "Ana"
    save_guideline(workspace, "Billing", " ", ANA)
    assert guidelines(workspace) == {"Fraud": "Call first"}


def test_a_viewer_writes_none(workspace):
    with pytest.raises(NotAllowed):
        save_guideline(workspace, "Billing", "x", Actor("Eve", Role.VIEWER))
