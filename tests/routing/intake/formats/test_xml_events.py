"""XML as events, without what a workbook never has."""

from __future__ import annotations

import io

import pytest

from routing.errors import FileRefused
from routing.intake.formats.xml_events import Xml, local


def events(data: bytes) -> list[str]:
    found: list[str] = []
    xml = Xml(
        "t.xlsx",
        lambda name, _: found.append(f"<{name}"),
        lambda name: found.append(f"{name}>"),
        found.append,
    )
    xml.run(io.BytesIO(data))
    return found


def test_elements_and_texts_come_in_order():
    assert events(b"<a><b>x</b></a>") == ["<a", "<b", "x", "b>", "a>"]


def test_a_text_across_many_chunks_is_whole():
    assert "".join(events(b"<a>" + b"x" * 200_000 + b"</a>")) == "<a" + "x" * 200_000 + "a>"


@pytest.mark.parametrize("data", [b"<a><b></a>", b"<a>", b"", b"plain"])
def test_what_is_broken_is_refused(data: bytes):
    with pytest.raises(FileRefused, match="damaged"):
        events(data)


def test_a_document_type_is_refused():
    with pytest.raises(FileRefused, match="as Excel writes it"):
        events(b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>')


def test_a_name_loses_its_prefix():
    assert (local("x:row"), local("row")) == ("row", "row")
