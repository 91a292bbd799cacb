"""What the first reader of a screen would wait for is there when the server has started."""

from __future__ import annotations

import pkgutil
import sys

import ui
from ui.shell.server.warm_up import warm_up


def test_after_it_every_part_of_the_screens_is_imported():
    warm_up()
    parts = {found.name for found in pkgutil.walk_packages(ui.__path__, "ui.")} - {"ui.main"}
    assert parts <= set(sys.modules)
    assert {"scipy.special", "scipy.optimize"} <= set(sys.modules)
