"""Whose numbers and dates are written: those of the country that the browser names."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from roi.numbers import language, locale
from ui.shell.texts import LANGUAGE


def follow_the_browser() -> None:
    """From now on every screen and document is written for the reader whose browser asks."""
    locale.read_from(_of_browser)
    language.read_from(_of_screens)


def separators() -> str:
    """The reader's decimal and thousands signs, as charts take them."""
    now = locale.current()
    return now.decimal + now.thousands


def _of_browser() -> str | None:
    """None in a thread that draws for nobody, such as a job's."""
    return st.context.locale if get_script_run_ctx(suppress_warning=True) else None


def _of_screens() -> str:
    """Threads that draw for nobody, such as a job's, write English."""
    return LANGUAGE if get_script_run_ctx(suppress_warning=True) else language.ENGLISH
