"""Colour and logo of a workspace."""

from __future__ import annotations

import pytest

from roi.export.report import Brand
from store import settings
from usecases.actor import Actor, NotAllowed, Role
from usecases.brand import brand_of, keep_brand

LOGO = b"\xff\xd8\xff picture"


def test_what_is_kept_comes_back(workspace):
    keep_brand(workspace, Brand(colour="#123456", logo=LOGO))
    assert brand_of(workspace) == Brand(colour="#123456", logo=LOGO)


@pytest.mark.parametrize("kept", [{}, {"colour": "red"}, {"logo": "%%%", "colour": "#123456"}])
def test_what_cannot_be_used_gives_the_product_s_own(workspace, kept):
    settings.BRAND.set(workspace, kept)
    assert brand_of(workspace).logo == b""


def test_a_viewer_changes_nothing(workspace):
    with pytest.raises(NotAllowed):
        keep_brand(workspace, Brand(), Actor("Eve", Role.VIEWER))
