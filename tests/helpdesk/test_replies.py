"""Answers of a desk, whatever form they come in."""

from typing import Any

import httpx2
import pytest

from helpdesk.errors import DeskRefused, DeskStopped, NoAnswer
from helpdesk.replies import Reply, understood


def reply(status, **content: Any):
    return understood("Desk", httpx2.Response(status, **content))


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
