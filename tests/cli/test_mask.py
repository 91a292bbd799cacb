"""`python -m routing mask`: line in, line out, nothing lost and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cli.mask import masked_line


def masked(lines: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "routing", "mask"],
        input=lines,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_order_is_kept_and_every_broken_line_is_named_while_the_others_are_done():
    lines = [
        '{"id": "a", "text": "mail ann@example.org", "owner": "Ann"}',
        "{broken",
        "",
        '{"id": 7, "text": "¡Hola! 電話 090-1234-5678"}',
        '{"id": 8}',
        '{"id": 9, "text": 5}',
    ]
    done = masked("\n".join(lines).encode())
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert answers[0] == {
        "id": "a",
        "text": "mail [EMAIL]",
        "spans": [{"start": 5, "end": 20, "type": "EMAIL"}],
    }
    assert [a["id"] for a in answers] == ["a", 7]
    assert answers[1]["text"] == "¡Hola! 電話 [PHONE]"
    assert [line.split(":")[0] for line in done.stderr.decode().splitlines()] == [
        "Line 2",
        "Line 5",
        "Line 6",
    ]
    assert done.returncode == 2


def test_whole_lines_end_with_zero_and_nothing_on_stderr():
    done = masked(b'\xef\xbb\xbf{"id": 1, "text": "fine"}\r\n')
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == {"id": 1, "text": "fine", "spans": []}


def test_a_reader_that_leaves_early_causes_no_complaint():
    lines = b'{"id": 1, "text": "fine"}\n' * 20_000
    pipe = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m routing mask | head -1"],
        input=lines,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert pipe.stderr == b""
    assert pipe.stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    "line", [b"\xff\xfe", b"[]", b'"text"', b'{"text": "x"}', b"[" * 100_000, b"null"]
)
def test_a_broken_line_is_refused_in_plain_words(line):
    with pytest.raises(ValueError, match=r"\.$"):
        masked_line(line)


def test_half_an_emoji_is_written_escaped():
    answer = masked_line(b'{"id": 1, "text": "\\ud83d mail ann@example.org"}')
    assert json.loads(answer)["text"] == "\ud83d mail [EMAIL]"
