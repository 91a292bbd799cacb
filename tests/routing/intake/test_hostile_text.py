# ruff: noqa: E501, ISC004 - one case a line reads best as a table
"""Hostile delimited texts: each is read to the letter, warned of, or refused by its cause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.errors import FileRefused

Reader = Callable[..., object]

# name: (content, ids expected, lines of rejects expected, part of a warning or "")
READ: dict[str, tuple[str | bytes, list[str], list[int], str]] = {
    "plain": ("id,subject,body\n1,a,b\n2,c,d\n", ["1", "2"], [], ""),
    "no newline at the end": ("id,subject,body\n1,a,b", ["1"], [], ""),
    "leading zeros": ("id,subject,body\n00123,a,b\n", ["00123"], [], ""),
    "semicolons": ("id;subject;body\n1;a, b;c, d\n2;x;y, z, w\n", ["1", "2"], [], ""),
    "tabs named csv": ("id\tsubject\tbody\n1\ta,b\tc\n", ["1"], [], ""),
    "pipes": ("id|subject|body\n1|a|b;c\n", ["1"], [], ""),
    "excel's sep line": ("sep=;\nid;subject;body\n1;a;b\n", ["1"], [], ""),
    "excel's sep line with unusual delimiter": ("sep=^\nid^subject^body\n1^a^b\n", ["1"], [], ""),
    "carriage returns only": ("id,subject,body\r1,a,b\r2,c,d\r", ["1", "2"], [], ""),
    "mixed line ends": ("id,subject,body\r\n1,a,b\n2,c,d\r3,e,f\r\n", ["1", "2", "3"], [], ""),
    "quoted header": ('"id","subject","body"\n"1","a","b"\n', ["1"], [], ""),
    "header with spaces": (" id , Subject ,  BODY\n1,a,b\n", ["1"], [], ""),
    "title lines above": (
        "Report generated 2024-05-01\nBy: admin\n\nid,subject,body\n1,a,b\n2,c,d\n",
        ["1", "2"], [], "above the header",
    ),
    "padded title line above": ("Tickets,,\nid,subject,body\n1,a,b\n", ["1"], [], "above the header"),
    "blank lines above": ("\n\n\nid,subject,body\n1,a,b\n", ["1"], [], ""),
    "blank lines at the end": ("id,subject,body\n1,a,b\n\n\n\n", ["1"], [], ""),
    "blank lines in between": ("id,subject,body\n1,a,b\n\n2,c,d\n", ["1", "2"], [], "Blank lines"),
    "row of empty cells": ("id,subject,body\n1,a,b\n,,\n2,c,d\n", ["1", "2"], [], "empty rows were skipped: 1 (line 3)"),
    "rows of empty cells at the end": ("id,subject,body\n1,a,b\n" + ",,\n" * 500, ["1"], [], "skipped: 500"),
    "trailing delimiter": ("id,subject,body,\n1,a,b,\n2,c,d,\n", ["1", "2"], [], ""),
    "trailing delimiter in rows": ("id,subject,body\n1,a,b,\n2,c,d,\n", ["1", "2"], [], ""),
    "too many cells": ("id,subject,body\n1,a,b\n2,c,d, e\n3,f,g\n", ["1", "3"], [3], ""),
    "too few cells": ("id,subject,body\n1,a\n2,c,d\n", ["1", "2"], [], "fewer cells"),
    "an id alone": ("id,subject,body\n1\n2,c,d\n", ["2"], [2], ""),
    "no text in a row": ("id,subject,body\n1, ,\n2,c,d\n", ["2"], [2], ""),
    "delimiter in quotes": ('id,subject,body\n1,"a,b","c;d|e\tf"\n', ["1"], [], ""),
    "newline in quotes": ('id,subject,body\n1,a,"b\r\nc\n\nd"\n2,c,d\n', ["1", "2"], [], ""),
    "doubled quotes": ('id,subject,body\n1,a,"say ""hi"" now"\n', ["1"], [], ""),
    "unclosed quote in the last row": (
        'id,subject,body\n1,a,b\n2,c,"never closed\n', ["1"], [3], "",
    ),
    "unclosed quote in the middle": (
        'id,subject,body\n1,a,b\n2,c,"never closed\n3,e,f\n4,g,h\n', ["1", "3", "4"], [3], "",
    ),
    "unclosed quote before a quoted row": (
        'id,subject,body\n1,"a,b\n2,"c","d"\n3,"e","f"\n', ["2", "3"], [2], "",
    ),
    "unclosed quote before a multi-line row": (
        'id,subject,body\n1,a,"b\n2,c,"d\nd2"\n3,"e","f"\n', ["2", "3"], [2], "",
    ),
    "unclosed quotes in many rows": (
        'id,subject,body\n1,a,"b\n2,c,d\n3,e,"f\n4,g,h\n', ["2", "4"], [2, 4], "",
    ),
    "quotes that are not doubled": (
        'id,subject,body\n1,"a","he said "hi" twice"\n2,c,d\n', ["1", "2"], [], "not doubled",
    ),
    "quotes inside an unquoted cell": ('id,subject,body\n1,a,5" disk\n2,c,d\n', ["1", "2"], [], ""),
    "backslash quotes": (
        'id,subject,body\n1,a,"he said \\"hi, you\\" twice"\n2,"c \\"x\\"",d\n', ["1", "2"], [], "",
    ),
    "nul bytes": ("id,subject,body\n1,a\0b,c\n2,\0\0d,e\n", ["1", "2"], [], "NUL characters were removed: 2 (lines 2, 3)"),
    "two headers of one name": ("id,subject,body,Labels,Labels\n1,a,b,x,y\n", ["1"], [], '"Labels"'),
    "repeated ids": ("id,subject,body\n7,a,b\n7,c,d\n8,e,f\n", ["7", "7", "8"], [], "line 3"),
    "missing bodies": ("id,subject,body\n1,a,\n2,c,d\n", ["1", "2"], [], "without a body: 1 (line 2)"),
    "no id column": ("subject,body\na,b\nc,d\n", ["1", "2"], [], "no column with an id"),
    "a blank id": ("id,subject,body\n,a,b\n2,c,d\n", ["row-1", "2"], [], "without an id"),
    "no header": (
        "1,Cannot log in,I cannot log in since this morning,Tech\n"
        "2,Charged twice,My card was charged two times,Billing\n"
        "3,Slow app,The app is slow on my old phone,Tech\n",
        ["1", "2", "3"], [], "no header",
    ),
    "one column of texts": ("text\nhello there\nmy card, it broke\n", ["1", "2"], [], ""),
    "one column of quoted texts": ('text\n"hello, there"\n"my ""card"""\n', ["1", "2"], [], ""),
    "lines of text without header": (
        "I cannot log in since yesterday evening\nMy card was charged two times\nplease help me\n",
        ["1", "2", "3"], [], "no header",
    ),
    "header repeated in the middle": ("id,subject,body\n1,a,b\nid,subject,body\n2,c,d\n", ["1", "2"], [3], ""),
    "byte order mark twice": ("\ufeff\ufeffid,subject,body\n1,a,b\n", ["1"], [], ""),
    "byte order mark in the middle": ("id,subject,body\n1,a,b\n\ufeff2,c,d\n", ["1", "2"], [], "in the middle"),
    "control-Z at the end": ("id,subject,body\n1,a,b\n\x1a", ["1"], [], ""),
    "unicode line separators": ("id,subject,body\n1,a,b\u2028c\u2029d\x85e\x0bf\x0cg\x1ch\n", ["1"], [], ""),
    "invalid utf-8": (
        "id,subject,body\n1,a,caf\u00e9 and cr\u00e8me\n2,b,x\n".encode() + b"3,c,bad \xff byte\n",
        ["1", "2", "3"], [], "line 4",
    ),
    "lone invalid byte in ascii": (b"id,subject,body\n1,a,b\xff\xfe\xfac\n", ["1"], [], "invalid byte"),
    "cut in the middle of a character": (
        "id,subject,body\n1,\u00e9\u00e8\u00e0\u00f9,b\n2,a,\u00e9".encode()[:-1], ["1", "2"], [], "invalid byte",
    ),
    "labels that look alike": (
        "id,subject,category\n1,a,Billing\n2,b,billing\n3,c,Billing \n", ["1", "2", "3"], [], '"Billing" / "billing"',
    ),
    "a wide file": (
        ",".join(["id", "subject", *(f"c{i}" for i in range(1998))]) + "\n" + ",".join(["1", "a", *["x"] * 1998]) + "\n",
        ["1"], [], "",
    ),
    "one megabyte cell": ("id,subject,body\n1,a," + "x" * 1_100_000 + "\n2,b,c\n", ["1", "2"], [], ""),
    "three megabyte cell": ("id,subject,body\n1,a," + "x" * 3_000_000 + "\n2,b,c\n", ["2"], [2], ""),
    "three megabyte quoted cell": ('id,subject,body\n1,a,"' + "x\n" * 1_500_000 + '"\n2,b,c\n', ["2"], [2], ""),
    "line longer than any row": ("id,subject,body\n1,a," + "x" * 17_000_000 + "\n2,b,c\n", ["2"], [2], ""),
    "formula cells": ('id,subject,body\n1,=1+1,"=HYPERLINK(""x"")"\n2,@a,+b\n', ["1", "2"], [], ""),
    "right to left": ("id,subject,body\n1,\u0645\u0631\u062d\u0628\u0627,\u202e\u05e9\u05dc\u05d5\u05dd\n", ["1"], [], ""),
    "looks like utf-7": ("id,subject,body\n1,+AGE-,+ADw-script+AD4-\n", ["1"], [], ""),
    "starts with a bracket": ("id,subject,body\n[1],[a],{b}\n", ["[1]"], [], ""),
    "numbers as headers but one": ("1,2,subject\nx,y,hello there\n", ["1"], [], ""),
    "spaces around delimiters": ('id, subject, body\n1, "a, b", c\n', ["1"], [], ""),
    "all quoted with semicolons": ('"id";"subject";"body"\n"1";"a;b";"c"\n', ["1"], [], ""),
    "empty first column": (",subject,body\n0,a,b\n1,c,d\n", ["1", "2"], [], ""),
    "a footer": ("id,subject,body\n1,a,b\nTotal: 1\n", ["1"], [3], ""),
    "double line ends": ("id,subject,body\r\r\n1,a,b\r\r\n2,c,d\r\r\n", ["1", "2"], [], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_hostile_text_is_read_with_every_row_accounted_for(name: str, reading: Reader):
    content, ids, rejected, warning = READ[name]
    result = reading(content)
    if ids is not None:
        assert result.ids == ids
    if rejected is not None:
        assert result.reject_lines == rejected
    assert warning in result.warnings


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank lines only": ("\n\n \n", "blank lines"),
    "only a mark": ("\ufeff", "blank lines"),
    "header only": ("id,subject,body\n", "a header and no rows"),
    "header and blank lines": ("id,subject,body\n\n\n", "a header and no rows"),
    "no text columns": ("a,b,c\n1,2,3\n4,5,6\n", '"a", "b", "c"'),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), "PNG picture"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100), "JPEG picture"),
    "gif": (b"GIF89a" + bytes(20), "GIF picture"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
    "elf": (b"\x7fELF\x02\x01\x01" + bytes(100), "program"),
    "windows program": (b"MZ\x90\0\x03\0\0\0" + bytes(100), "program"),
    "html": ("<!DOCTYPE html><html><body><table></table></body></html>", "web page"),
    "html with space above": ("\n\n  <html><body>Sign in</body></html>", "web page"),
    "xml": ('<?xml version="1.0"?><tickets/>', "XML"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
    "rtf": (r"{\rtf1\ansi hello}", "RTF"),
    "sqlite": (b"SQLite format 3\0" + bytes(100), "SQLite"),
    "parquet": (b"PAR1" + bytes(100), "Parquet"),
    "random bytes": (bytes((i * 7919 + i * i) % 256 for i in range(5000)), "binary"),
    "only nul": (bytes(5000), "blank lines"),
    "all rows ragged": ("id,subject,body\n" + "1,2,3,4,5\n" * 1000, "None of the 1,000 rows"),
    "bzip2": (b"BZh91AY&SY" + bytes(50), "bzip2"),
    "seven zip": (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7-Zip"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_ticket_export_is_refused_by_its_cause(name: str, reading: Reader):
    content, cause = REFUSED[name]
    with pytest.raises(FileRefused, match=cause) as refused:
        reading(content)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_values_are_kept_to_the_letter(reading: Reader):
    text = 'id,subject,body\n1, NA ,"  None\r\n\tnull 😀 ""x"" \u2028 end "\n2,null,"NaN"\n'
    result = reading(text)
    assert [t.subject for t in result.tickets] == [" NA ", "null"]
    assert result.bodies == ['  None\r\n\tnull 😀 "x" \u2028 end ', "NaN"]


def test_a_quote_that_never_closes_is_named_with_its_line(reading: Reader):
    result = reading('id,subject,body\n1,a,b\n2,c,"never\n3,e,f\n')
    assert [(r.line, r.reason, r.raw) for r in result.rejects] == [
        (3, "a quote opens here and is never closed", '2,c,"never')
    ]


def test_a_ragged_row_says_how_many_cells_it_has(reading: Reader):
    result = reading("id,subject,body\n1,a,b, c\n2,d,e\n")
    assert result.rejects[0].reason.startswith("4 cells where the header has 3")
    assert result.rejects[0].raw == "1,a,b, c"


def test_backslash_quotes_are_read_without_their_backslash(reading: Reader):
    result = reading('id,subject,body\n1,a,"he said \\"hi, you\\" in C:\\dir"\n2,b,"c \\"d\\""\n')
    assert result.bodies == ['he said "hi, you" in C:\\dir', 'c "d"']


def test_a_cell_not_quoted_correctly_is_read_up_to_the_next_delimiter(reading: Reader):
    result = reading('id,subject,body\n1,"a","he said "hi" twice"\n2,b,c\n')
    assert result.bodies == ['he said "hi" twice', "c"]


def test_a_body_that_quotes_rows_of_a_table_stays_one_ticket(reading: Reader):
    result = reading('id,subject,body\n1,a,"see\n7,x,y\n8,z,w\nthanks"\n2,b,c\n')
    assert result.bodies == ["see\n7,x,y\n8,z,w\nthanks", "c"]
    assert "look like whole rows" in result.warnings


def test_a_hundred_thousand_ragged_rows_and_one_good_one(reading: Reader):
    result = reading("id,subject,body\n" + "1,2,3,4\n" * 100_000 + "5,a,b\n")
    assert result.ids == ["5"]
    assert len(result.rejects) == 100_000


def test_a_link_to_a_file_is_followed(reading: Reader, save: Callable, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(save("id,subject\n1,a\n"))
    assert reading(link).ids == ["1"]
