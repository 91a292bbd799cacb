"""Rich text of many editors as the lines it shows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.document_text import document_in, document_text

TREES = {
    "Atlassian": (
        {
            "type": "doc",
            "version": 1,
            "content": [
                {
                    "type": "heading",
                    "content": [
                        {"type": "text", "text": "It "},
                        {"type": "text", "text": "fails", "marks": [{"type": "strong"}]},
                    ],
                },
                {
                    "type": "paragraph",
                    "content": [
                        {"type": "mention", "attrs": {"text": "@Ann"}},
                        {"type": "hardBreak"},
                        {"type": "text", "text": "since Monday"},
                    ],
                },
            ],
        },
        "It fails\n@Ann\nsince Monday",
    ),
    "a list": (
        {
            "type": "doc",
            "content": [
                {
                    "type": "bulletList",
                    "content": [
                        {
                            "type": "listItem",
                            "content": [
                                {"type": "paragraph", "content": [{"type": "text", "text": word}]}
                            ],
                        }
                        for word in ("one", "two")
                    ],
                }
            ],
        },
        "one\ntwo",
    ),
    "Slate": (
        [
            {
                "type": "paragraph",
                "children": [{"text": "a "}, {"type": "link", "children": [{"text": "link"}]}],
            },
            {"type": "paragraph", "children": [{"text": "b"}]},
        ],
        "a link\nb",
    ),
    "Contentful": (
        {
            "nodeType": "document",
            "content": [
                {
                    "nodeType": "paragraph",
                    "content": [{"nodeType": "text", "value": "hi", "marks": []}],
                }
            ],
        },
        "hi",
    ),
    "Editor.js": (
        {
            "time": 1,
            "blocks": [
                {"type": "paragraph", "data": {"text": "one"}},
                {"type": "paragraph", "data": {"text": "two"}},
            ],
        },
        "one\ntwo",
    ),
    "Draft.js": (
        {
            "blocks": [
                {"text": "one", "type": "unstyled", "inlineStyleRanges": []},
                {"text": "two", "type": "unstyled", "inlineStyleRanges": []},
            ],
            "entityMap": {},
        },
        "one\ntwo",
    ),
    "Quill": (
        {"ops": [{"insert": "Hello\nWorld"}, {"insert": "!\n", "attributes": {"bold": True}}]},
        "Hello\nWorld!",
    ),
    "Lexical": (
        {
            "root": {
                "type": "root",
                "children": [{"type": "paragraph", "children": [{"type": "text", "text": "lex"}]}],
            }
        },
        "lex",
    ),
    "Slate without types": ([{"children": [{"text": "a"}]}, {"children": [{"text": "b"}]}], "a\nb"),
    "lists and tables of Editor.js": (
        {
            "blocks": [
                {"type": "header", "data": {"text": "It fails", "level": 2}},
                {"type": "list", "data": {"items": ["one", {"content": "two", "items": []}]}},
                {"type": "table", "data": {"content": [["a", "b"], ["c", "d"]]}},
            ]
        },
        "It fails\none\ntwo\na\tb\nc\td",
    ),
    "Sanity": (
        [{"_type": "block", "children": [{"_type": "span", "marks": [], "text": "said"}]}],
        "said",
    ),
    "Slack": (
        [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "b"}]},
                ],
            }
        ],
        "a\nb",
    ),
    "Google Docs": (
        {"body": {"content": [{"paragraph": {"elements": [{"textRun": {"content": "doc\n"}}]}}]}},
        "doc",
    ),
    "blocks of Notion": (
        [{"type": "paragraph", "paragraph": {"rich_text": [{"type": "text", "plain_text": "n"}]}}],
        "n",
    ),
    "Trix": (
        {"document": [{"text": [{"type": "string", "attributes": {}, "string": "trix"}]}]},
        "trix",
    ),
    "Notion": ([{"type": "text", "text": {"content": "no"}, "plain_text": "notion"}], "notion"),
}


@pytest.mark.parametrize("editor", TREES)
def test_a_document_is_shown_as_its_text(editor: str):
    tree, text = TREES[editor]
    assert document_text(tree) == text


@pytest.mark.parametrize(
    "value",
    [
        {"name": "Billing", "id": "7"},
        {"type": "email", "via": "x"},
        [{"name": "Web"}],
        [{"id": "1", "body": "x", "type": "comment"}],
        [],
        [{"text": "a"}, "b"],
        {"content": "plain"},
    ],
)
def test_what_is_no_document_is_left_alone(value: object):
    assert document_text(value) is None


WORDS = st.text("abc ", min_size=1, max_size=8).filter(str.strip)


@given(st.lists(WORDS, max_size=6))
def test_every_paragraph_is_a_line(words: list[str]):
    paragraphs = [{"type": "paragraph", "content": [{"type": "text", "text": w}]} for w in words]
    assert document_text({"type": "doc", "content": paragraphs}) == "\n".join(words)


@given(
    st.recursive(
        st.text() | st.none(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["type", "content", "text", "children"]), inner)
        ),
        max_leaves=20,
    )
)
def test_any_tree_can_be_looked_at(value: object):
    if isinstance(value, dict | list):
        found = document_text(json.loads(json.dumps(value)))
        assert found is None or "\0" not in found


def test_a_tree_that_was_written_into_one_cell_is_read_and_other_json_left_to_the_letter():
    tree = {"type": "doc", "content": [{"type": "paragraph", "content": [{"text": "Hello"}]}]}
    assert document_in(json.dumps(tree)) == "Hello"
    for cell in ('{"type": "error", "code": 7}', '[{"id": 1}]', '{"type": "doc"', "[urgent] help"):
        assert document_in(cell) == cell
