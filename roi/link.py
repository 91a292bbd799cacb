"""A scenario as a short text for the address of a page."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Final

from roi.errors import ScenarioError
from roi.scenario import Scenario
from roi.scenario_file import read_scenario, write_scenario

# A scenario with every source written out is far below this; more would be an attack.
LARGEST: Final = 200_000
BROKEN: Final = "The link does not hold a whole scenario; ask for it again."


def to_link(scenario: Scenario) -> str:
    """The scenario in letters, digits, "-" and "_" only.

    >>> from_link(to_link(Scenario.start())) == Scenario.start()
    True
    """
    lines = write_scenario(scenario).splitlines()
    bare = "\n".join(line for line in lines if line and not line.startswith("#"))
    packed = zlib.compress(bare.encode("utf-8"), 9)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_link(text: str) -> Scenario:
    """The scenario of a link.

    Raises ScenarioError when the link is damaged or its scenario is wrong.
    """
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        bare = unpacker.decompress(packed, LARGEST)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ScenarioError(BROKEN)
        return read_scenario(bare.decode("utf-8"))
    except (ValueError, binascii.Error, zlib.error) as error:
        raise ScenarioError(BROKEN) from error
