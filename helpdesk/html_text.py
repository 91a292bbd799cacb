"""The text of HTML, for desks that give a body only in that form."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

# Not the head as a whole: its end may be left out.
_UNSEEN: Final = frozenset({"script", "style", "title"})
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "table", "ul", "ol", "blockquote", "h1",
                            "h2", "h3", "h4", "pre", "hr"})  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
# HTML takes these for comments up to the next ">"; the parser raises at some of them.
_MARKED_SECTION: Final = re.compile(r"<!\[[^>]*>?")


def html_text(html: str) -> str:
    r"""What a person would read: a line for each block, nothing of scripts and styles.

    >>> html_text("<div>Hello&nbsp;there<br>a &lt; b</div><style>p {}</style><p>Bye</p>")
    'Hello there\na < b\nBye'
    """
    reader = _Reader()
    reader.feed(_MARKED_SECTION.sub("", html))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
