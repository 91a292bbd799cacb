"""`python -m routing mask < IN.jsonl > OUT.jsonl`: personal data out of texts, line by line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any, BinaryIO

from routing.privacy.masking import mask


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: lines come in on stdin and go out on stdout."""
    parser.epilog = (
        'Each line in is {"id", "text"}, each line out {"id", "text", "spans": [{"start", "end", '
        '"type"}]}: offsets count characters of the original text. Other keys are dropped, because '
        "they may hold personal data too. Names and addresses are best effort."
    )


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - the dispatcher's shape
    """Mask every line; 0, or 2 when a line could not be read (the others are done all the same)."""
    broken = 0
    try:
        for number, line in enumerate(sys.stdin.buffer, 1):
            if line.strip():
                broken += not _answered(number, line, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough; python must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2 if broken else 0


def _answered(number: int, line: bytes, out: BinaryIO) -> bool:
    try:
        answer = masked_line(line)
    except ValueError as refused:
        sys.stderr.write(f"Line {number}: {refused}\n")
        return False
    out.write(answer)
    # Streaming: a reader at the other end sees each line when it is done.
    out.flush()
    return True


def masked_line(line: bytes) -> bytes:
    r"""One line in, one line out; a ValueError says in plain words what is wrong with it.

    >>> masked_line(b'{"id": 1, "text": "I am ann@example.org"}').decode()
    '{"id": 1, "text": "I am [EMAIL]", "spans": [{"start": 5, "end": 20, "type": "EMAIL"}]}\n'
    """
    ticket = _ticket(line)
    masked = mask(ticket["text"])
    spans = [{"start": s.start, "end": s.end, "type": s.type} for s in masked.spans]
    answer = {"id": ticket["id"], "text": masked.text, "spans": spans}
    written = json.dumps(answer, ensure_ascii=False) + "\n"
    try:
        return written.encode("utf-8")
    except UnicodeEncodeError:
        # Half an emoji cannot be written as UTF-8, but can be escaped.
        return (json.dumps(answer) + "\n").encode("ascii")


def _ticket(line: bytes) -> dict[str, Any]:
    try:
        ticket = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("this is not UTF-8: save the file as UTF-8.") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError('this is not JSON: write {"id": …, "text": "…"} on one line.') from None
    if not isinstance(ticket, dict) or not {"id", "text"} <= ticket.keys():
        raise ValueError('an object with "id" and "text" is needed.')
    if not isinstance(ticket["text"], str):
        raise ValueError(  # noqa: TRY004 - one error for every broken line
            '"text" must be a text in quotes.'
        )
    return ticket
