"""The question about the volume: whole desk or sample, of what period, how many a month."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from roi.errors import RoiError
from roi.inputs.volume import EXTENTS, Extent, Volume
from roi.numbers import number
from store.runs import Run
from store.workspace import Workspace
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.business_case.volume import VolumeQuestion, answer_volume, volume_question

EXTENT_NAMES: Final[dict[Extent, str]] = {
    "whole desk": text("volume.the_whole_desk"),
    "sample": text("volume.a_sample"),
}
EARLIEST: Final = date(1990, 1, 1)


def ask(workspace: Workspace, run: Run | None, place: str, *, again: bool = False) -> None:
    """Ask while nobody has answered, or once more where the answer no longer fits.

    place: the screen, for the keys. again: show the fields although there is an answer.
    """
    question = volume_question(workspace, run)
    if not question.tickets or not (question.is_open or question.is_outdated or again):
        return
    with st.container(border=True, key=f"panel_open_volume_{place}"):
        st.header(text("volume.ask"), anchor=False)
        st.caption(text("volume.outdated" if question.is_outdated else "volume.why"))
        _fields(workspace, run, question, f"{place}_{workspace.name}")


def origin(question: VolumeQuestion) -> str:
    """Where the volume comes from, or that nobody has said it."""
    return question.answer.words if question.answer else text("volume.open")


def _fields(workspace: Workspace, run: Run | None, question: VolumeQuestion, key: str) -> None:
    before = question.answer
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"filters_volume_{key}"):
        extent: Extent | None = st.segmented_control(
            text("volume.these_tickets_are").format(tickets=number(question.tickets)),
            EXTENTS,
            width="stretch",
            default=before.extent if before else None,
            key=f"volume_extent_{key}",
            format_func=EXTENT_NAMES.__getitem__,
        )
        first = _day(
            text("shared.from"), before.first if before else question.first, f"volume_first_{key}"
        )
        last = _day("To", before.last if before else question.last, f"volume_last_{key}")
        said = st.number_input(
            text("volume.tickets_a_month"), min_value=0, step=100, key=f"volume_said_{key}",
            value=int(before.tickets_per_month) if before and before.tickets_per_month else None,
            placeholder="counted" if extent == "whole desk" else text("volume.of_the_whole_desk"),
            help=text("volume.said"),
        )  # fmt: skip
    for warning in filter(None, (question.season.warning if question.first else "",)):
        st.caption(plain(warning))
    if st.button(text("volume.save"), type="primary", key=f"volume_save_{key}",
                 disabled=extent is None):  # fmt: skip
        _save(
            workspace, run, Volume(extent or "sample", float(said) if said else None, first, last)
        )


def _day(label: str, value: date | None, key: str) -> date | None:
    chosen: date | None = st.date_input(label, value, min_value=EARLIEST, key=key)
    return chosen


def _save(workspace: Workspace, run: Run | None, volume: Volume) -> None:
    try:
        answer_volume(workspace, run, volume, actor())
    except RoiError as problem:
        st.error(told(problem))
        return
    st.rerun()
