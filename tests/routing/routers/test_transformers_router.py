"""The transformers router without its extra."""

from __future__ import annotations

import importlib.util

import pytest

from routing.errors import RouterError
from routing.routers.transformers_router import TransformersRouter
from routing.taxonomy import Category, Taxonomy


@pytest.mark.skipif(importlib.util.find_spec("transformers") is not None, reason="is installed")
def test_without_the_extra_the_user_is_told_what_to_install():
    with pytest.raises(RouterError, match="pip install"):
        TransformersRouter.load("some/model", Taxonomy((Category("A"),)))
