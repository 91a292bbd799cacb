"""Study, slides and flows: whole files that say the same figures as the model."""

import csv
import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pptx
import pytest

from roi.errors import ExportError
from roi.export.csv_flows import to_csv
from roi.export.pdf import to_pdf
from roi.export.pdf.content import content
from roi.export.report import Brand, Report, Study, prepare
from roi.export.slides import to_pptx
from roi.inputs.evidence import CategoryEvidence, Evidence, Mixup
from roi.inputs.volume import Volume
from roi.numbers import amount
from roi.scenarios.scenario import Commitment, Scenario
from roi.summary import summary

LONG = "Société Internationale pour la Gestion des Réclamations et des Services à la Clientèle & Co"
START = replace(Scenario.default(), volume=Volume("sample", 5000))
SCENARIOS = {
    "expected": START,
    "long name in yen": replace(START, company=LONG, currency="JPY", horizon_months=120),
    "never": START.with_values(platform_cost_per_month=1e6),
    "free": START.with_values(implementation_cost=0, training_hours=0),
    "markup": replace(START, company='#set <b>*x*_y_$1$ `z` \\ @a // "q"'),
    "one month": replace(START, horizon_months=1),
    "volume unknown": Scenario.default(),
    "all ledgers": replace(START, accepted=("cash", "capacity", "avoided")),
}
EVIDENCE = Evidence(
    "run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93, people_right=0.827, on=date(2026, 11, 28),
    first=date(2025, 11, 1), last=date(2026, 10, 31), languages=(("English", 1.0),),
    categories=(CategoryEvidence("Delivery", 400, 0.97, 0.86), CategoryEvidence("Other", 90, 0.9)),
    mixups=(Mixup("Delivery", "Other", 9),), fingerprint="7c41 e09a",
)  # fmt: skip


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + b"\x20\x40\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture(scope="module", params=SCENARIOS, ids=str)
def report(request: pytest.FixtureRequest) -> Report:
    return prepare(SCENARIOS[request.param], draws=200)


@pytest.fixture(scope="module")
def measured() -> Report:
    study = Study("Ana Lindqvist", "1.2", date(2026, 11, 28), date(2027, 1, 15))
    good = START.with_values(tickets_per_month=30000, precision=603 / 634)
    return prepare(good, draws=200, evidence=EVIDENCE, study=study)


def _texts(deck: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(deck)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def test_the_study_is_a_pdf_of_six_to_ten_pages(report: Report):
    pdf = to_pdf(report)
    assert pdf.startswith(b"%PDF-")
    assert 6 <= _pages(pdf) <= 10


def test_names_of_any_length_take_no_page_more():
    short = prepare(START, evidence=EVIDENCE, draws=200)
    unbroken = "Donaudampfschifffahrt" * 5
    scenario = replace(
        START, company=unbroken, commitments={"headcount": Commitment(unbroken, date(2027, 3, 1))}
    )
    long = prepare(scenario, evidence=EVIDENCE, study=Study(author=unbroken), draws=200)
    assert _pages(to_pdf(long)) == _pages(to_pdf(short))


def test_the_last_page_is_filled_also_where_sources_name_a_currency():
    yen = START.in_currency("JPY").converted(151.7, date(2026, 11, 27))
    assert _pages(to_pdf(prepare(yen, evidence=EVIDENCE, draws=200))) == 8


@pytest.mark.parametrize("company", ["株式会社さくら", "北京科技有限公司", "주식회사 한빛"])
def test_a_name_from_east_asia_is_drawn_in_a_font_that_has_it(company: str):
    pdf = to_pdf(prepare(replace(START, company=company), draws=200))
    assert b"DroidSansFallback" in pdf


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page[/\n]", pdf))


def test_every_position_of_a_chart_lies_on_the_paper(report: Report):
    found = content(report)
    places = [place for point in found["summary"]["chart"]["line"] for place in point]
    charts = (found["cash"]["waterfall"], found["money"]["bridge"], found["sensitivity"]["tornado"])
    places += [bar[end] for chart in charts for bar in chart["bars"] for end in ("low", "high")]
    places += [end for bar in found["cash"]["by_month"]["bars"] for end in bar]
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in places)


def test_no_document_shows_an_undefined_figure(report: Report):
    words = " ".join(_texts(to_pptx(report))) + str(content(report))
    found = [word for word in words.replace("'", " ").split() if word.strip(".,") in {"nan", "inf"}]
    assert found == []
    assert "-0 " not in words


def test_while_the_volume_is_unknown_no_amount_stands_in_a_headline():
    report = prepare(Scenario.default(), draws=200)
    found = content(report)["summary"]
    headlines = [found["answer"], found["chart"]["title"], found["ask"]["later"]]
    headlines += [card["text"] for card in found["cards"]]
    assert not any("$" in text for text in headlines)
    slides = pptx.Presentation(io.BytesIO(to_pptx(report))).slides
    assert not any("$" in slide.shapes.title.text for slide in slides)


def test_without_a_run_every_document_says_that_it_rests_on_assumptions():
    report = prepare(START, draws=200)
    stamp = "Assumptions only"
    assert stamp in content(report)["stamps"][0]
    slides = pptx.Presentation(io.BytesIO(to_pptx(report))).slides
    for slide in slides:
        assert any(stamp in s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_amounts_of_another_currency_are_stamped_until_a_rate_is_confirmed():
    euros = replace(START, currency="EUR")
    assert any("exchange rate" in stamp for stamp in content(prepare(euros, draws=200))["stamps"])
    confirmed = START.in_currency("EUR").converted(0.9, date(2026, 11, 28))
    stamps = content(prepare(confirmed, draws=200))["stamps"]
    assert not any("exchange rate" in stamp for stamp in stamps)


def test_there_are_eight_slides_with_a_title_and_notes_each(report: Report):
    slides = list(pptx.Presentation(io.BytesIO(to_pptx(report))).slides)
    assert len(slides) == 8
    assert all(slide.shapes.title.text for slide in slides)
    assert all(slide.notes_slide.notes_text_frame.text for slide in slides)


def test_a_slide_is_no_wall_of_text(report: Report):
    for slide in pptx.Presentation(io.BytesIO(to_pptx(report))).slides:
        longest = max(len(s.text_frame.text) for s in slide.shapes if s.has_text_frame)
        assert longest <= 300


def test_every_surface_says_the_same_amount(measured: Report):
    net = amount(measured.case.net_savings_per_year)
    found, plain = content(measured), summary(measured.business)
    assert net in found["summary"]["answer"]
    assert found["summary"]["cards"][0]["text"] == net
    assert found["money"]["conventions"][3][3] == net  # the average year of Nucleus
    assert net in "\n".join(_texts(to_pptx(measured)))
    assert amount(plain["results"]["net_savings_per_year"]) == net
    assert amount(plain["conventions"]["unadjusted"]["net"]) == found["summary"]["cards"][2]["text"]


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
