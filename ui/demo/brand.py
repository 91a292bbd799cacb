"""Whose case it is, as screens show it: logo or letter, name, and on whose tickets it rests."""

from __future__ import annotations

import base64

from roi.export.report import Brand
from store.workspace import Workspace
from ui.shell.answer import escaped
from ui.shell.core_sentences import translated
from ui.shell.texts import ENGLISH, LANGUAGE, text
from usecases.brand import brand_of
from usecases.business_case.scenarios import working_copy
from usecases.demo.prospect import demo_behind
from usecases.demo_companies import demo_company


def logo(look: Brand, letter: str, name: str) -> str:
    """The logo, or the first letter on the brand's colour, as HTML."""
    if look.logo:
        kind = "png" if look.logo_kind == "png" else "jpeg"
        data = base64.b64encode(look.logo).decode("ascii")
        return f'<img src="data:image/{kind};base64,{data}" alt="Logo of {escaped(name)}">'
    return (
        f'<span class="mark" style="background:{look.colour}" aria-hidden="true">'
        f"{escaped(letter[:1].upper())}</span>"
    )


def banner(look: Brand, name: str, beneath: str, *, letter: str = "", large: bool = False) -> str:
    """Logo, name and a line beneath, as HTML."""
    size = " large" if large else ""
    return (
        f'<div class="brand{size}">{logo(look, letter or name, name)}'
        f"<div><b>{escaped(name)}</b><small>{escaped(beneath)}</small></div></div>"
    )


def of_workspace(workspace: Workspace) -> str:
    """The line of a demo's or a prospect's workspace, "" for any other."""
    behind, demo = demo_behind(workspace), demo_company(workspace.name)
    if behind is None:
        return ""
    name = working_copy(workspace, None).scenario.company or workspace.name
    if demo is not None:
        beneath = text("demo.invented").format(branch=_within_a_sentence(demo.branch))
    else:
        beneath = text("demo.theirs").format(demo=behind.name)
    letter = demo.logo_letter if demo else name
    return banner(brand_of(workspace), name, beneath, letter=letter)


def _within_a_sentence(branch: str) -> str:
    """A branch of trade as it stands within a sentence: German keeps the capital of a noun."""
    said = translated(branch)
    return said[0].lower() + said[1:] if LANGUAGE == ENGLISH else said
