"""Where pages of a table end and begin, by what they tell."""

import pytest

from helpdesk.errors import DeskStopped
from helpdesk.replies import Reply
from helpdesk.servicenow.paging import MAX_UNSEEN, Paging


def reply(total=None, link=""):
    counted = {} if total is None else {"x-total-count": str(total)}
    return Reply({"result": []}, counted | ({"link": link} if link else {}))


@pytest.mark.parametrize(
    ("told", "rows", "ended"),
    [
        (reply(total=100), 100, True), (reply(total=101), 100, False),
        (reply(total=101), 0, False), (reply(total=100), 0, True),
        (reply(), 0, True), (reply(), 1, False),
        (reply(link='<https://x?sysparm_offset=100>;rel="next"'), 0, False),
        (reply(link='<https://x?sysparm_offset=0>;rel="first"'), 100, True),
    ],
)  # fmt: skip
def test_only_the_count_or_the_link_tells_the_end(told, rows, ended):
    assert Paging(100).ended(told, rows) is ended


def test_a_page_without_a_visible_row_is_left_with_some_overlap():
    paging = Paging(100)
    paging.skip(reply(total=1000))
    assert paging.offset == 90
    paging.read_on(reply(total=910))
    assert (paging.offset, paging.unseen) == (0, 0)


def test_of_a_desk_that_gives_shorter_pages_nothing_is_skipped():
    paging = Paging(100)
    for left in (1000, 970, 940):
        paging.read_on(reply(total=left))
    assert not paging.ended(reply(total=40), 0)
    paging.skip(reply(total=40))
    assert paging.offset == 27, "so many rows were behind each page before, less the overlap"


def test_what_was_skipped_is_no_part_of_a_page():
    paging = Paging(100)
    paging.read_on(reply(total=1000))
    paging.skip(reply(total=970))
    paging.read_on(reply(total=970))
    paging.read_on(reply(total=500))
    paging.read_on(reply(total=470))
    assert paging.held == {30: 1}


def test_a_count_that_stays_the_same_says_nothing_of_pages():
    paging = Paging(100)
    for _ in range(5):
        paging.read_on(reply(total=1000))
    paging.skip(reply(total=1000))
    assert paging.offset == 90


def test_a_link_to_the_same_page_is_no_way_on():
    paging = Paging(100)
    with pytest.raises(DeskStopped, match="again and again"):
        paging.skip(reply(link='<https://x?sysparm_offset=0>;rel="next"'))


def test_a_count_that_leads_nowhere_is_given_up():
    paging = Paging(100)
    for _ in range(MAX_UNSEEN):
        assert not paging.lost
        paging.skip(reply(total=10**9))
    assert paging.lost
