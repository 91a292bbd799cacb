"""Document trees of rich text editors as the plain text they show.

Known are the trees of Atlassian (ADF), ProseMirror, Slate, Contentful, Lexical, Notion, Editor.js,
Draft.js and Quill: nodes with a type or a text that hold nodes in a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

_ROOTS: Final = frozenset({"doc", "document", "root"})
_CHILDREN: Final = ("content", "children", "blocks", "ops", "root", "rich_text")
_TEXTS: Final = ("text", "plain_text", "insert")
_BLOCKS: Final = (
    "paragraph", "heading", "block", "quote", "code", "panel", "rule", "list", "tablerow",
    "table_row", "expand", "unstyled", "header", "caption", "task", "decision",
)  # fmt: skip
_TAGS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "tr"})
_CELLS: Final = ("tablecell", "tableheader", "table_cell", "td", "th")
_BREAKS: Final = frozenset({"hardbreak", "hard_break", "linebreak", "br", "break"})
_NAMES: Final = ("text", "shortName", "url", "title", "label", "alt")
_MAX_DEPTH: Final = 60
_BREAK: Final = "\0"


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
    kind = value.get("type", value.get("nodeType"))
    if kind in _ROOTS and _children(value) is not None:
        return True
    root = value.get("root")
    if isinstance(root, dict) and root.get("type") == "root":
        return True
    return any(
        isinstance(value.get(key), list) and _is_list_of_nodes(value[key])
        for key in ("ops", "blocks")
    )


def _is_list_of_nodes(values: Sequence[Any]) -> bool:
    """Whether a list holds paragraphs or runs of text, and nothing else."""
    if not values or not all(isinstance(node, dict) for node in values):
        return False
    return all(_is_node(node) for node in values)


def _is_node(node: dict[str, Any]) -> bool:
    if "insert" in node:
        return True
    kind = node.get("type", node.get("nodeType", node.get("object")))
    holds = isinstance(kind, str) and (
        isinstance(node.get("children"), list)
        or isinstance(node.get("content"), list)
        or "plain_text" in node
        or ("data" in node and isinstance(node["data"], dict) and "text" in node["data"])
    )
    return holds or ("text" in node and ("inlineStyleRanges" in node or "entityRanges" in node))


def _children(node: dict[str, Any]) -> Sequence[Any] | dict[str, Any] | None:
    for key in _CHILDREN:
        if isinstance(node.get(key), list | dict):
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
    kind = str(node.get("type", node.get("nodeType", ""))).lower()
    if kind in _BREAKS:
        yield _BREAK
        return
    block = (kind.startswith(_BLOCKS) and kind not in _CELLS) or kind in _TAGS
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
    if text is None:
        inner = node.get("attrs") or node.get("data")
        names = inner if isinstance(inner, dict) else {}
        text = next((names[key] for key in _NAMES if isinstance(names.get(key), str)), "")
    # Breaks inside a text are those of its own: code, or Quill's one run for several lines.
    yield text.replace("\n", _BREAK)
    if "inlineStyleRanges" in node:
        yield _BREAK
