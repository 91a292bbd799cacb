"""Answers of a desk, whatever form they come in."""

from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from helpdesk.errors import DeskRefused, DeskStopped, NoAnswer
from helpdesk.replies import Reply, iso_moment, needed_id, understood


def reply(status, **content: Any):
    request = content.pop("request", httpx2.Request("PUT", "https://x"))
    return understood("Desk", httpx2.Response(status, request=request, **content))


@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (200, {"text": "<html>Hibernating</html>"}, NoAnswer),
        (200, {"text": '{"result": ['}, NoAnswer),
        (302, {}, DeskStopped), (408, {}, NoAnswer), (425, {}, NoAnswer), (502, {}, NoAnswer),
        (524, {"text": "<h1>A timeout occurred</h1>"}, NoAnswer),
        (400, {"text": "<h1>No</h1>"}, DeskRefused),
        (460, {}, DeskRefused),
    ],
)  # fmt: skip
def test_what_is_no_success_is_one_of_three_errors(status, content, error):
    with pytest.raises(error):
        reply(status, **content)


def test_what_the_desk_says_of_an_error_is_told_once():
    with pytest.raises(DeskRefused, match=r"^422: Invalid; group_id: gone$"):
        reply(
            422,
            json={
                "description": "Invalid",
                "errors": [{"field": "group_id", "message": "gone"}] * 2,
            },
        )


@pytest.mark.parametrize(
    "body", [None, [], {}, {"rows": None}, {"rows": [{"id": 1}, {}]}, {"rows": "x"}]
)
def test_a_list_in_another_form_is_no_answer(body):
    with pytest.raises(NoAnswer, match="form"):
        Reply(body, {}).records("rows", lambda raw: raw["id"])


@pytest.mark.parametrize(
    ("link", "more"),
    [('<https://x?page=2>; rel="next"', True), ("<https://x>;rel='next'", True),
     ('<https://x>;rel="first"', False), ("", None)],
)  # fmt: skip
def test_a_link_header_tells_whether_a_page_follows(link, more):
    assert Reply([], {"link": link}).has_next is more


@pytest.mark.parametrize("text", ["", "[" * 100_000, '"'])
def test_nothing_and_nesting_without_end_is_no_answer_to_a_reading(text):
    with pytest.raises(NoAnswer):
        reply(200, text=text, request=httpx2.Request("GET", "https://x"))


def test_half_of_a_character_becomes_a_mark_that_can_be_stored():
    body = reply(200, content=rb'{"a": ["cut \ud83d", "\ud83d\ude00"]}').body
    assert body == {"a": ["cut �", "😀"]}


def test_the_second_half_alone_becomes_a_mark_as_well():
    assert reply(200, content=rb'{"a": "\udc00 left"}').body == {"a": "\ufffd left"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b'\xef\xbb\xbf{"a": "b"}', "b"), ('{"a": "\u00e9"}'.encode("utf-16"), "\u00e9"),
        (b'{"a": "caf\xe9 au lait"}', "caf\ufffd au lait"), (b'{"a": "one\nline"}', "one\nline"),
    ],
)  # fmt: skip
def test_a_mark_of_order_a_broken_character_and_a_raw_line_break_hide_nothing(content, text):
    assert reply(200, content=content).body == {"a": text}


@pytest.mark.parametrize("value", [None, "", True, 1.5, [], {}])
def test_a_record_without_an_id_is_none(value):
    with pytest.raises(ValueError, match="id"):
        needed_id(value)


def test_a_time_is_utc_whether_it_says_so_or_not():
    times = ["2026-03-02T14:05:00", "2026-03-02T14:05:00Z", "2026-03-02T15:05:00+01:00"]
    assert {iso_moment(each) for each in times} == {datetime(2026, 3, 2, 14, 5, tzinfo=UTC)}
