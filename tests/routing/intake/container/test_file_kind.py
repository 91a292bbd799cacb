"""What a file is, told by its first bytes."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from routing.errors import FileRefused
from routing.intake.container.file_kind import recognise


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"id,subject\n", "text"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (b"PK\x03\x04rest", "zip"),
        ("id,subject".encode("utf-16"), "text"),
        ("id,subject".encode("utf-16-le"), "text"),
        (b"BM is short for bookmark", "text"),
        (b"MZ stands for nothing here", "text"),
    ],
)
def test_a_kind_is_told(head: bytes, kind: str):
    assert recognise(head, "t.csv") == kind


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML><html>", "web page"),
        (b"#!/bin/sh", "script"),
        (bytes(range(1, 9)) * 100, "binary"),
    ],
)
def test_what_is_never_an_export_is_named(head: bytes, what: str):
    with pytest.raises(FileRefused, match=what):
        recognise(head, "t.csv")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=20))
def test_ordinary_text_is_text(text: str):
    assume(text.lstrip()[:1] not in {*"<#%{BIMOPSR7"})
    assert recognise(text.encode(), "t.csv") == "text"
