"""Walking through a JSON text of any length, one value at a time."""

from __future__ import annotations

import json
import re
from json import JSONDecodeError
from typing import Any, Final, TextIO

from routing.intake.formats.table import Notes
from routing.intake.limits import ROW_CHARACTERS

_CHUNK: Final = 1 << 18
_SPACE: Final = re.compile(r"[\s\ufeff\0]*")
_QUOTED: Final = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BARE: Final = re.compile(r'[^"{}\[\]]*+')
_AHEAD: Final = 64
_DEPTH: Final = 200_000
DUPLICATE: Final = "A key appears twice in one object; the last value was kept"


class BrokenJsonError(Exception):
    """The text at the cursor is no JSON value; says why in a few words."""


def decoder(notes: Notes) -> json.JSONDecoder:
    """A decoder that keeps numbers to the letter and reports keys that appear twice."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(found)
        if len(value) != len(found):
            notes.say(DUPLICATE + ".")
        return value

    return json.JSONDecoder(
        object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=_constant,
        strict=False,
    )  # fmt: skip


def _constant(name: str) -> str | None:
    return None if name == "NaN" else name


class Cursor:
    """A place in a JSON text. `line` is the line it is in, from 1."""

    def __init__(self, stream: TextIO, notes: Notes) -> None:
        self._stream = stream
        self._decode = decoder(notes).raw_decode
        self._text = ""
        self._at = 0
        self._end = False
        self._line = 1

    @property
    def line(self) -> int:
        """The line the cursor is in, from 1."""
        return self._line + self._text.count("\n", 0, self._at)

    def peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, char: str) -> bool:
        """Step over the character when it is next."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """Decode the value at the cursor and step over it.

        Raises BrokenJsonError and stays where it is.
        """
        self.peek()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except JSONDecodeError as error:
                if self._final(error) or not self._more():
                    raise BrokenJsonError(_plain(error)) from error
            except RecursionError as error:
                raise BrokenJsonError("it is nested too deeply") from error
            else:
                # A number may go on in what was not read yet.
                if end < len(self._text) or isinstance(value, dict | list) or not self._more():
                    self._at = end
                    return value
            if len(self._text) - self._at > ROW_CHARACTERS:
                raise BrokenJsonError("it is longer than 16 million characters")

    def skip(self) -> str | None:
        """Step over the object or list at the cursor by its brackets; its text, if it ends.

        About ROW_CHARACTERS of the text are returned; None when the brackets never close.
        """
        depth, quoted, size = 0, False, 0
        pieces: list[str] = []
        while True:
            start = self._at
            depth, quoted, closed = self._balance(depth, quoted=quoted)
            if size < ROW_CHARACTERS:
                pieces.append(self._text[start : self._at])
                size += self._at - start
            if closed:
                return "".join(pieces)
            if not self._more():
                return None

    def _balance(self, depth: int, *, quoted: bool) -> tuple[int, bool, bool]:
        """Follow brackets and quotes through the text at hand; True when the last one closed."""
        text = self._text
        while True:
            self._at = (_QUOTED if quoted else _BARE).match(text, self._at).end()  # type: ignore[union-attr]
            if self._at >= len(text) or text[self._at] == "\\":
                return depth, quoted, False
            char = text[self._at]
            self._at += 1
            if char == '"':
                quoted = not quoted
            else:
                depth += 1 if char in "{[" else -1
                if depth <= 0:
                    return depth, quoted, True
                if depth > _DEPTH:
                    self.finish()
                    return depth, quoted, False

    def finish(self) -> None:
        """Give up what follows."""
        self._text, self._at, self._end = "", 0, True

    def rest(self) -> str:
        """Some of what follows, to show it."""
        return self._text[self._at : self._at + 2000]

    def _final(self, error: JSONDecodeError) -> bool:
        """Whether more text would not heal the error."""
        return error.pos < len(self._text) - _AHEAD and not error.msg.startswith("Unterminated")

    def _more(self) -> bool:
        """Read on; at least as much as is waiting, so that a long value stays cheap."""
        if self._end:
            return False
        waiting = len(self._text) - self._at
        piece = self._stream.read(max(_CHUNK, waiting))
        self._end = not piece
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece)


def _plain(error: JSONDecodeError) -> str:
    return f"it is not valid JSON ({error.msg.lower().rstrip(':')})"
