"""The text of HTML as a person would read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.html_text import html_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br/>two<hr>three", "one\ntwo\nthree"),
        ("<b>bold</b> and <i>not</i>", "bold and not"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("a &amp; b &#8364; &nbsp; c", "a & b € c"),
        ("<style>p {}</style><script>alert(1)</script>seen", "seen"),
        ("<!-- hidden -->seen", "seen"),
        ("<head><title>no</title></head><body>seen</body>", "seen"),
        ("unclosed <p>still read", "unclosed\nstill read"),
        ("</style>seen", "seen"),
        ("<tr><th>Item<th>Price</tr><tr><td>Bike</td><td>5</td></tr>", "Item Price\nBike 5"),
        ("<![if mso]>seen<![endif]>", "seen"),
        ("one <![x[ two> three <![x[", "one three"),
    ],
)
def test_a_body_is_read_line_by_line(html, text):
    assert html_text(html) == text


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_no_empty_line_is_left(html):
    assert "" not in html_text(html).split("\n")[1:]


def test_a_head_that_is_never_closed_hides_no_text():
    html = "<html><head><title>Mail</title><style>p {}</style><body><p>My invoice</p></html>"
    assert html_text(html) == "My invoice"
