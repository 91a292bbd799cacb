"""The router that asks a model shows what it would send, and masks what it must."""

from __future__ import annotations

from dataclasses import replace

from routing.routers.llm.building import llm_router, router_at
from tests.conftest import ticket
from tests.routing.routers.llm.test_request import ASKED, KEYS, TAXONOMY


def test_what_would_be_sent_can_be_looked_at_without_a_key():
    router = router_at(ASKED.keyless_endpoint(), ASKED, TAXONOMY, [], lambda one: one.text)
    (asked,) = [router.chat_request([router.question(ticket(1))])]
    assert "Billing" in asked.system
    assert "Subject 1" in asked.user


def test_masking_and_the_way_of_asking_are_part_of_what_tells_answers_apart():
    warm = replace(ASKED, temperature=0.5)
    cold, bold = (
        llm_router(asked, KEYS, TAXONOMY, [], lambda one: one.text) for asked in (ASKED, warm)
    )
    assert cold.fingerprint != bold.fingerprint
    mail = ticket(1, body="Write to ann@example.org")
    assert "[EMAIL]" in cold.question(mail).text
    open_router = llm_router(
        replace(ASKED, masking=False), KEYS, TAXONOMY, [], lambda one: one.text
    )
    assert "ann@example.org" in open_router.question(mail).text
