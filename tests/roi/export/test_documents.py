"""Report, slides and flows: whole files that say the same figures as the model."""

import csv
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pptx
import pytest

from roi.case import case
from roi.errors import ExportError
from roi.export.csv_flows import to_csv
from roi.export.paper import to_pdf
from roi.export.paper.content import content
from roi.export.report import Brand, Report, prepare
from roi.export.slides import to_pptx
from roi.scenario import Scenario

LONG = "Société Internationale pour la Gestion des Réclamations et des Services à la Clientèle & Co"
START = Scenario.start()
SCENARIOS = {
    "expected": START,
    "long name in yen": replace(START, company=LONG, currency="JPY", horizon_months=120),
    "never": START.with_values(platform_cost_per_month=1e6),
    "free": START.with_values(implementation_cost=0, training_hours=0),
    "markup": replace(START, company='#set <b>*x*_y_$1$ `z` \\ @a // "q"'),
    "one month": replace(START, horizon_months=1),
}


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + b"\x20\x40\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture(params=SCENARIOS, ids=str)
def report(request: pytest.FixtureRequest) -> Report:
    return prepare(SCENARIOS[request.param], draws=200)


def _texts(deck: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(deck)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def test_the_report_is_a_pdf_of_two_to_four_pages(report: Report):
    pdf = to_pdf(report)
    assert pdf.startswith(b"%PDF-")
    assert 2 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page/") <= 4


def test_every_position_of_a_chart_lies_on_the_paper(report: Report):
    found = content(report)
    places = [place for point in found["cash"]["line"] for place in point]
    for chart in ("waterfall", "tornado"):
        places += [bar[end] for bar in found[chart]["bars"] for end in ("low", "high")]
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in places)


def test_no_document_shows_an_undefined_figure(report: Report):
    words = " ".join(_texts(to_pptx(report))) + str(content(report))
    found = [word for word in words.replace("'", " ").split() if word.strip(".,") in {"nan", "inf"}]
    assert found == []
    assert "-0 " not in words


def test_the_slides_say_the_figures_of_the_case(report: Report):
    texts = list(_texts(to_pptx(report)))
    for card in [*report.cards(), *report.figures()]:
        assert card.text in texts
    assert all(line in "\n".join(texts) for line in [*report.method(), *report.limits()])
    assert report.company in texts


def test_the_slides_have_native_charts():
    deck = pptx.Presentation(io.BytesIO(to_pptx(prepare(START, draws=200))))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 3
    line = charts[0].plots[0].series[1]
    assert list(line.values) == pytest.approx(case(START.values()).cumulative, abs=0.01)


def test_no_shape_leaves_its_slide(report: Report):
    deck = pptx.Presentation(io.BytesIO(to_pptx(report)))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height


def test_a_logo_and_colours_are_used():
    brand = Brand(colour="#7b1e3a", logo=_png(300, 80))
    branded = prepare(START, brand, draws=200)
    assert len(to_pdf(branded)) > 1000
    deck = pptx.Presentation(io.BytesIO(to_pptx(branded)))
    pictures = [shape for shape in deck.slides[0].shapes if shape.shape_type == 13]
    assert [round(p.width / p.height, 1) for p in pictures] == [3.8]


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"logo": b"GIF89a"}, {"accent": "#12345"}])
def test_a_brand_that_cannot_be_used_is_refused(wrong: dict[str, object]):
    with pytest.raises(ExportError):
        Brand(**wrong)


def test_a_broken_logo_is_refused_with_a_sentence():
    broken = prepare(START, Brand(logo=_png(30, 8)[:20]), draws=200)
    for document in (to_pdf, to_pptx):
        with pytest.raises(ExportError, match="logo"):
            document(broken)


def test_the_flows_add_up_to_the_case(report: Report):
    rows = list(csv.DictReader(io.StringIO(to_csv(report.scenario).decode())))
    assert [int(row["month"]) for row in rows] == list(range(report.scenario.horizon_months + 1))
    net = sum(float(row["net"]) for row in rows)
    assert net == pytest.approx(report.case.net_total, abs=0.01)
    assert float(rows[-1]["cumulative_discounted"]) == pytest.approx(report.case.npv, abs=0.01)
    assert {row["currency"] for row in rows} == {report.scenario.currency}
