"""No text is expensive: work grows with its length and no faster. Counted, not timed."""

from __future__ import annotations

import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.privacy.outgoing import outgoing

ODD = [
    "born on 1 ", "12 March ", "a at b dot ", "a (at) ", "1 ", "1-", "1.", "1:", "str. 1 ",
    "12 Main Street ", "password is ", "pw=", "DE89", "4111 ", "+49 30 ", "00 ", "a@",
    "a.b@c.de ", "%40", "://a:", "?a=bbbb", "-----BEGIN PRIVATE KEY-----\n", "eyJabc.", "ghp_",
    "<!--", "<div style='display:none'>", "<", "(", "[EMAIL] ", "[", "a\u200b", "\u202e",
    "\U000e0041", "👩\u200d👩", "名", "::", "10.0.", "\n", "Dear Mr Smith, ", "Regards,\nAnn\n",
    "my order number is ", "curl -u a:", "as my password ", "AB 12 ", "1a2b-", "_", '"',
    "e\u0301", "\uff10", "\0",
]  # fmt: skip
pieces = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=6)), min_size=1, max_size=3)
FEW, TIMES = 60, 8


def work(text: str) -> int:
    """Functions called while a text is made ready to leave."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        outgoing(text)
    finally:
        sys.setprofile(None)
    return calls


@given(pieces)
@settings(max_examples=60, deadline=None)
def test_eight_times_the_text_is_not_much_more_than_eight_times_the_work(parts):
    piece = "".join(parts)
    outgoing(piece)
    assert work(piece * FEW * TIMES) <= 2 * TIMES * work(piece * FEW) + 2_000


def test_each_odd_text_alone_grows_no_faster():
    outgoing("a")
    for piece in ODD:
        assert work(piece * FEW * TIMES) <= 2 * TIMES * work(piece * FEW) + 2_000, piece
