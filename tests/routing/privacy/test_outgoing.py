"""The one gate for whatever leaves the machine."""

from __future__ import annotations

from routing.privacy.outgoing import outgoing

TICKET = "Hi\u200b<!-- ann@example.org --> call +44 7700 900123, order 12345678"


def test_hidden_text_goes_and_personal_data_is_masked():
    sent = outgoing(TICKET)
    assert sent.text == "Hi call [PHONE], order 12345678"
    assert {f.kind for f in sent.findings} == {"zero-width", "HTML comments"}


def test_offsets_are_those_of_the_ticket():
    (span,) = outgoing(TICKET).spans
    assert TICKET[span.start : span.end] == "+44 7700 900123"


def test_hidden_text_goes_even_when_masking_is_off():
    sent = outgoing(TICKET, masking_on=False)
    assert sent.text == "Hi call +44 7700 900123, order 12345678"
    assert sent.spans == ()


def test_a_harmless_ticket_leaves_as_it_is():
    sent = outgoing("Order 12345678 has not arrived.")
    assert (sent.text, sent.spans, sent.findings) == ("Order 12345678 has not arrived.", (), ())
