"""HTML that a browser does not show: comments, and elements styled or marked to be invisible."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.hidden_text.hidden_characters import Hidden

_TAG: Final = re.compile(r"<([a-z][a-z0-9:]{0,20})((?:\s|/)[^<>]{0,3000})?>", re.IGNORECASE)
_QUICK: Final = (
    "style",
    "hidden",
    "color",
    "<template",
    "<script",
    "<noscript",
    "bgcolor",
    "class",
)
_NEVER_SHOWN: Final = frozenset({"script", "style", "template"})
_EMPTY: Final = frozenset(
    {"img", "br", "hr", "input", "meta", "link", "area", "col", "source", "wbr"}
)
_INVISIBLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?<![\w-])(?:font(?:-size)?\s*:\s*(?:0|1)(?:\.\d+)?(?:px|pt|em|rem|%)?(?![\d.])(?!\s*[a-z%])|opacity\s*:\s*0?(?:\.0\d*)?(?![\d.]))"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?<![\w-])(?:max-)?(?:height|width)\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
)
_FONT_ZERO: Final = re.compile(r"font-size\s*:\s*(?:0|1)?(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)")
_WHITE: Final = (
    r"(?:white|snow|ivory|transparent|#fff(?:f{3})?(?:f{2})?|#f[d-f]f[d-f]f[d-f]"
    r"|rgba?\(\s*25[0-5]\s*[, ]\s*25[0-5]\s*[, ]\s*25[0-5][^)]{0,20}\))"
)
_WHITE_TEXT: Final = re.compile(rf"(?<![\w-])color\s*:\s*{_WHITE}(?![\w-])")
_BACKGROUND: Final = re.compile(r"background(?:-color)?\s*:\s*([^;]{1,80})")
_WHITE_ONLY: Final = re.compile(rf"\s*{_WHITE}\s*(?:!important)?\s*")
_STYLE: Final = re.compile(r"style\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_FONT_WHITE: Final = re.compile(rf"(?<![\w-])color\s*=\s*[\"']?{_WHITE}[\"'\s/]?", re.IGNORECASE)
_HIDDEN_WORD: Final = re.compile(
    r"(?:^|\s)hidden(?:\s|=|/|$)|type\s*=\s*[\"']?hidden", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_PARAGRAPH: Final = "\n\n"
_COMMENT_SAYS: Final = 4_000


def find(text: str) -> Iterator[Hidden]:
    """Hidden elements and comments, outermost only, in order."""
    if "<" not in text:
        return
    claims = sorted([*_comments(text), *_elements(text)])
    done = 0
    for claim in claims:
        if claim.start >= done:
            yield claim
            done = claim.end


def _comments(text: str) -> Iterator[Hidden]:
    at = text.find("<!--")
    while at >= 0:
        close = text.find("-->", at + 4)
        if close < 0:
            # Nothing closes it: somebody wrote the four signs, and what follows is shown.
            return
        yield Hidden(at, close + 3, "HTML comments", text[at + 4 : close].strip()[:_COMMENT_SAYS])
        at = text.find("<!--", close)


def _elements(text: str) -> Iterator[Hidden]:
    lower = text.lower() if len(text.lower()) == len(text) else text
    if not any(word in lower for word in _QUICK):
        return
    done = 0
    ends = _Ends(lower)
    for tag in _TAG.finditer(text):
        if tag.start() < done:
            continue
        name, attributes = tag[1].lower(), html.unescape(tag[2] or "")
        kind = "HTML that is not shown" if name in _NEVER_SHOWN else _hiding(name, attributes)
        if kind:
            done = tag.end() if name in _EMPTY else ends.of(name, tag.end())
            yield Hidden(tag.start(), done, kind, _words(text[tag.end() : done]))


def _hiding(name: str, attributes: str) -> str | None:
    """What makes the element invisible, None when it is seen."""
    if _HIDDEN_WORD.search(_QUOTED.sub("''", attributes)) or 'type="hidden"' in attributes.lower():
        return "HTML that is not shown"
    if name == "font" and _FONT_WHITE.search(attributes):
        return "white text on white"
    match = _STYLE.search(attributes)
    if match is None:
        return None
    style = re.sub(r"/\*.*?\*/|\\", "", (match[1] or match[2] or match[3] or "").lower()).strip()
    if _INVISIBLE.search(style) or _FONT_ZERO.search(style):
        return "HTML that is not shown"
    background = _BACKGROUND.search(style)
    if _WHITE_TEXT.search(style) and (background is None or _WHITE_ONLY.fullmatch(background[1])):
        return "white text on white"
    return None


class _Ends:
    """Where elements end, the places of each name found once, so that many tags stay cheap."""

    def __init__(self, lower: str) -> None:
        self._lower = lower
        self._tags: dict[str, list[tuple[int, int, int]]] = {}
        self._next: dict[str, int] = {}

    def of(self, name: str, start: int) -> int:
        """The end of the element; without a closing tag, the end of its paragraph."""
        tags = self._tags.get(name)
        if tags is None:
            tags = self._tags[name] = self._found(name)
        index = self._next.get(name, 0)
        while index < len(tags) and tags[index][0] < start:
            index += 1
        self._next[name] = index
        depth = 1
        for _, end, step in tags[index:]:
            depth += step
            if depth == 0:
                return end
        blank = self._lower.find(_PARAGRAPH, start)
        return blank if blank >= 0 else len(self._lower)

    def _found(self, name: str) -> list[tuple[int, int, int]]:
        pattern = re.compile(rf"<(/?){re.escape(name)}(?:[\s/][^<>]{{0,3000}})?>")
        return [(m.start(), m.end(), -1 if m[1] else 1) for m in pattern.finditer(self._lower)]


def _words(markup: str) -> str:
    """What the hidden element says, without its tags."""
    return " ".join(re.sub(r"<[^<>]{0,3000}>", " ", markup[:_COMMENT_SAYS]).split())
