"""Document trees of rich text editors as the plain text they show.

Known are the trees of Atlassian (ADF), ProseMirror, Slate, Contentful, Lexical, Notion, Editor.js,
Draft.js, Quill, Sanity, Slack, Trix and Google Docs: nodes with a type or a text that hold nodes in
a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

_ROOTS: Final = frozenset({"doc", "document", "root"})
_KINDS: Final = ("type", "_type", "nodeType", "object")
_CHILDREN: Final = (
    "content", "children", "blocks", "ops", "root", "rich_text", "elements", "document", "body",
    "paragraph", "textRun",
)  # fmt: skip
# What Editor.js keeps beside a text: the items of a list, the rows of a table.
_PARTS: Final = ("items", "content", "caption")
_TEXTS: Final = ("text", "plain_text", "insert", "string")
_BLOCKS: Final = (
    "paragraph", "heading", "block", "quote", "code", "panel", "rule", "list", "tablerow",
    "table_row", "expand", "unstyled", "header", "caption", "task", "decision", "rich_text_",
    "bulleted_list_item", "numbered_list_item", "to_do", "callout", "toggle",
)  # fmt: skip
_TAGS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "tr"})
_CELLS: Final = ("tablecell", "tableheader", "table_cell", "td", "th")
_BREAKS: Final = frozenset({"hardbreak", "hard_break", "linebreak", "br", "break"})
_NAMES: Final = ("text", "shortName", "url", "title", "label", "alt")
_MAX_DEPTH: Final = 60
_BREAK: Final = "\0"
_OPENING: Final = ("{", "[")
_AS_TEXT: Final = re.compile(r'(?:\{\s*"(?:type|version|ops|blocks|time|root)"|\[\s*\{\s*")')


def document_in(cell: str) -> str:
    r"""What a cell shows that holds a document tree as JSON; any other cell as it is.

    >>> document_in('{"ops": [{"insert": "Hello\\n"}]}')
    'Hello'
    >>> document_in("{curly} words")
    '{curly} words'
    """
    if cell[:1] not in _OPENING or not _AS_TEXT.match(cell):
        return cell
    try:
        value = json.loads(cell)
        text = document_text(value) if isinstance(value, dict | list) else None
    except (ValueError, RecursionError):
        return cell
    return text or cell


def document_text(value: dict[str, Any] | Sequence[Any]) -> str | None:
    r"""The text of a document tree, a line for each paragraph; None when it is no such tree.

    >>> said = {"type": "paragraph", "content": [{"type": "text", "text": "Hello"}]}
    >>> document_text({"type": "doc", "version": 1, "content": [said, said]})
    'Hello\nHello'
    >>> document_text({"name": "Billing", "id": "7"}) is None
    True
    """
    if not (_is_document(value) if isinstance(value, dict) else _is_list_of_nodes(value)):
        return None
    lines = "".join(_pieces(value, 0)).split(_BREAK)
    return "\n".join(line for line in lines if line.strip())


def _is_document(value: dict[str, Any]) -> bool:
    if _kind(value) in _ROOTS and _children(value) is not None:
        return True
    root = value.get("root")
    if isinstance(root, dict) and root.get("type") == "root":
        return True
    body = value.get("body", value)
    if isinstance(body, dict) and _holds(body.get("content"), "paragraph"):
        return True
    return _holds(value.get("document"), "text") or any(
        isinstance(value.get(key), list) and _is_list_of_nodes(value[key])
        for key in ("ops", "blocks")
    )


def _holds(values: object, key: str) -> bool:
    """Whether it is a list of objects of which each has this key, as of Google Docs and Trix."""
    if not isinstance(values, list) or not values:
        return False
    return all(isinstance(v, dict) and isinstance(v.get(key), dict | list) for v in values)


def _is_list_of_nodes(values: Sequence[Any]) -> bool:
    """Whether a list holds paragraphs or runs of text, and nothing else."""
    if not values or not all(isinstance(node, dict) for node in values):
        return False
    return all(_is_node(node) for node in values)


def _is_node(node: dict[str, Any]) -> bool:
    if "insert" in node:
        return True
    kind = _kind(node)
    if not kind:
        return set(node) == {"children"} and isinstance(node["children"], list)
    data = node.get("data")
    return (
        isinstance(node.get("children"), list)
        or isinstance(node.get("content"), list)
        or "plain_text" in node
        or (kind.startswith("rich_text") and isinstance(node.get("elements"), list))
        or (isinstance(node.get(kind), dict) and "rich_text" in node[kind])
        or (isinstance(data, dict) and any(key in data for key in ("text", *_PARTS)))
        or ("text" in node and ("inlineStyleRanges" in node or "entityRanges" in node))
    )


def _kind(node: dict[str, Any]) -> str:
    return next((node[key] for key in _KINDS if isinstance(node.get(key), str)), "")


def _children(node: dict[str, Any]) -> Sequence[Any] | dict[str, Any] | None:
    """What stands below a node, under a general name or, at Notion, under that of its kind."""
    own = node.get(_kind(node))
    if isinstance(own, dict) and "rich_text" in own:
        return own
    for key in (*_CHILDREN, "text"):
        if isinstance(node.get(key), list | dict) and (
            key != "text" or isinstance(node[key], list)
        ):
            found: Sequence[Any] | dict[str, Any] = node[key]
            return found
    return None


def _pieces(node: Any, depth: int) -> Iterator[str]:
    """The text of a node with breaks around its blocks."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, list):
        for child in node:
            yield from _pieces(child, depth + 1)
        return
    if not isinstance(node, dict):
        return
    kind = _kind(node).lower()
    if kind in _BREAKS:
        yield _BREAK
        return
    block = (
        (kind.startswith(_BLOCKS) and kind not in _CELLS)
        or kind in _TAGS
        or "textRun" in node
        or (not kind and "children" in node)
    )
    if block:
        yield _BREAK
    yield from _own_text(node, kind)
    yield from _pieces(_children(node), depth + 1)
    if kind in _CELLS:
        yield "\t"
    if block:
        yield _BREAK


def _own_text(node: dict[str, Any], kind: str) -> Iterator[str]:
    """What the node itself says: its text, the name of a mention, the address of a card."""
    text = next((node[key] for key in _TEXTS if isinstance(node.get(key), str)), None)
    if text is None and kind == "text" and isinstance(node.get("value"), str):
        text = node["value"]
    if text is None and isinstance(node.get("content"), str):
        text = node["content"]
    if text is None:
        inner = node.get("attrs") or node.get("data")
        names = inner if isinstance(inner, dict) else {}
        text = next((names[key] for key in _NAMES if isinstance(names.get(key), str)), "")
        yield from (piece for key in _PARTS for piece in _parts(names.get(key), 0))
    # Breaks inside a text are those of its own: code, or Quill's one run for several lines.
    yield text.replace("\n", _BREAK)
    if "inlineStyleRanges" in node:
        yield _BREAK


def _parts(value: Any, depth: int) -> Iterator[str]:
    """The texts of lists in lists, each on a line of its own; cells of a row beside each other."""
    if isinstance(value, str):
        yield from (_BREAK, value, _BREAK)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        yield from _parts(value.get("content"), depth + 1)
        yield from _parts(value.get("items"), depth + 1)
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        if depth and value and all(isinstance(cell, str) for cell in value):
            yield from (_BREAK, "\t".join(value), _BREAK)
            return
        for item in value:
            yield from _parts(item, depth + 1)
