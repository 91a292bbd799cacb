# ruff: noqa: E501 - XML is not broken over lines
"""Workbooks built by hand for the tests, down to the XML."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.routing.intake.archives import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def cell(ref: str, value: str) -> str:
    """An inline text."""
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def row(number: int, *values: str) -> str:
    """A row of inline texts; values that are XML already are taken as they are."""
    cells = [
        value if value.startswith("<") else cell(f"{'ABCDEFGHIJ'[n]}{number}", value)
        for n, value in enumerate(values)
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def workbook(
    sheets: dict[str, str],
    *,
    states: dict[str, str] | None = None,
    strings: str | None = None,
    styles: str | None = None,
    extra: dict[str, bytes] | None = None,
    date1904: bool = False,
) -> bytes:
    """A workbook of sheets given as the XML of their rows."""
    listed, links, parts = "", "", {}
    for n, (name, rows) in enumerate(sheets.items(), 1):
        state = (states or {}).get(name, "visible")
        listed += f'<sheet name="{escape(name)}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        links += f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        ).encode()
    if strings is not None:
        links += (
            f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        )
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'.encode()
    if styles is not None:
        links += f'<Relationship Id="t" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'.encode()
    flag = ' date1904="1"' if date1904 else ""
    return zipped(
        {
            "[Content_Types].xml": TYPES.encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr{flag}/>'
                f"<sheets>{listed}</sheets></workbook>"
            ).encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'.encode(),
            **parts,
            **(extra or {}),
        }
    )
