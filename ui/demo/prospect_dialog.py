"""The prospect dialog: what they said on the telephone, and how their case will look."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from jobs.errors import ExpectedError
from roi.errors import ExportError, RoiError
from roi.export.report import Brand, Report
from roi.export.wording import amount_said
from roi.numbers import currencies, currency
from roi.scenarios.scenario import Scenario
from routing.errors import RouteCaseError
from store.workspace import Workspace
from ui.demo import brand
from ui.shell import answer, workspace_menu
from ui.shell.answer import escaped
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.business_case.scenarios import working_copy
from usecases.demo.logo_colour import logo_colour
from usecases.demo.prospect import (
    Prospect,
    demo_behind,
    known_rate,
    present_as,
    preview,
    usual_wage,
)
from usecases.demo_companies import demo_companies
from usecases.runs.newest import newest_run

MAX_LOGO_MB = 1


def show(chosen: Workspace | None) -> None:
    """Open the dialog on the chosen demo, on the first one where another workspace is chosen."""
    behind = demo_behind(chosen) if chosen else None
    made = [each.name for each in demo_companies() if each.name in process().workspaces.names()]
    wanted = behind.name if behind and behind.name in made else None
    if wanted or made:
        _dialog(wanted or made[0])


@st.dialog(text("demo.set_up_prospect"), width="large")
def _dialog(demo: str) -> None:
    workspace = process().workspaces.open(demo)
    scenario = working_copy(workspace, newest_run(workspace)).scenario
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.caption(text("demo.prospect_what").format(demo=demo))
        prospect = _asked(scenario)
    with right:
        report, problem = _previewed(workspace, prospect)
        _preview(prospect, report)
    with left:
        if problem and prospect.name:
            st.error(plain(problem))
        label = (
            text("demo.show").format(name=plain(prospect.name))
            if prospect.name
            else text("demo.show_the_prospect")
        )
        if st.button(
            label, type="primary", key="prospect_go", disabled=bool(problem), icon_position="right",
            icon=":material/arrow_forward:",
        ):  # fmt: skip
            _go(demo, prospect)


def _asked(scenario: Scenario) -> Prospect:
    first, second = st.columns(2)
    name = first.text_input(
        text("demo.name"), key="prospect_name", max_chars=56, placeholder="Kestrel Sports"
    )
    look = _brand(second, first)
    codes = list(currencies())
    at = codes.index(scenario.currency) if scenario.currency in codes else 0
    code = first.selectbox(
        text("demo.currency"), codes, at, key="prospect_currency",
        format_func=lambda each: f"{each}, {currency(each).name}",
    )  # fmt: skip
    known = known_rate(code)
    rate = second.number_input(
        text("demo.rate_label"),
        0.0001, 1_000_000.0, known or 1.0, key=f"prospect_rate_{code}", format="%.4g",
        disabled=code == "USD", help=text("demo.rate").format(currency=code),
    )  # fmt: skip
    volume = first.number_input(
        text("demo.tickets_month"), 1, 50_000_000, round(scenario["tickets_per_month"]), step=500,
        key="prospect_volume", help=text("demo.said_volume"),
    )  # fmt: skip
    wage = second.number_input(
        text("demo.agents_wage_an_hour").format(code=code),
        0.0,
        1_000_000.0,
        usual_wage(scenario, rate),
        step=0.5,
        key=f"prospect_wage_{code}",
        help=text("demo.said_wage"),
    )
    today = datetime.now(tz=UTC).date()
    return Prospect(name.strip(), look, code, rate, today, volume, wage)


def _brand(place_of_logo: DeltaGenerator, place_of_colour: DeltaGenerator) -> Brand:
    upload = place_of_logo.file_uploader(
        text("shared.logo_png_or_jpeg"), ["png", "jpg", "jpeg"], key="prospect_logo",
        max_upload_size=MAX_LOGO_MB,
    )  # fmt: skip
    logo = upload.getvalue() if upload else b""
    found = logo_colour(logo) if logo else None
    colour = place_of_colour.color_picker(
        text("shared.colour"),
        found or Brand().colour,
        key=f"prospect_colour_{found}",
        help=text("demo.taken_from_the_logo_as_dark_as") if found else None,
    )
    try:
        return Brand(colour=colour, logo=logo)
    except ExportError as problem:
        place_of_logo.error(told(problem))
        return Brand(colour=colour)


def _previewed(workspace: Workspace, prospect: Prospect) -> tuple[Report | None, str]:
    try:
        return preview(workspace, prospect), ""
    except RoiError as problem:
        return None, str(problem)


def _preview(prospect: Prospect, report: Report | None) -> None:
    st.caption(text("demo.how_will_look"))
    head = brand.banner(prospect.brand, prospect.name or text("demo.your_prospect"), "")
    said = ""
    if report:
        sentence, _ = report.headline()
        strong = amount_said(report.business)
        said = f"<h3>{answer.sentence(sentence, strong, 'quiet')}</h3>".replace(
            'class="quiet"', f'style="color:{prospect.brand.colour}"'
        )
    origins = answer.origin("assumed", text("demo.volume_and_wage_from")) + answer.origin(
        "measured", text("demo.routing_measured_on_the_demos")
    )
    answer.draw(
        f'<div class="preview" style="--theirs:{prospect.brand.colour}">{head}{said}{origins}</div>'
        f'<p class="caption">{escaped(text("demo.carry"))}</p>'
    )


def _go(demo: str, prospect: Prospect) -> None:
    try:
        name = present_as(process().workspaces, demo, prospect, actor())
    except (RoiError, RouteCaseError, ExpectedError) as problem:
        st.error(told(problem))
        return
    workspace_menu.go_to(name, "overview")
