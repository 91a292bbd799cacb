"""`python -m helpdesk outcomes --workspace W [--json]`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from cli.helpdesk import options
from usecases.helpdesk.outcomes import KeptShare, kept_by_push, kept_share


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    options.add_workspace(parser)
    options.add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0 when it could be told."""
    with options.workspace(args.workspace) as workspace:
        found, by_push = kept_share(workspace), kept_by_push(workspace)
    if args.json:
        pushes = [{"push": number, **_plain(each)} for number, each in by_push.items()]
        told = json.dumps({**_plain(found), "pushes": pushes})
    else:
        told = in_words(found)
    sys.stdout.write(told + "\n")
    return 0


def in_words(found: KeptShare) -> str:
    """The share as a sentence."""
    share = found.share
    if share is None or share.interval is None:
        return "No pushed ticket was read again yet: import once more, then ask again."
    low, high = share.interval.low, share.interval.high
    return (
        f"People left {share.value:.1%} of {share.n:,} pushed tickets where they were put "
        f"(95 % interval {low:.1%} to {high:.1%}). It is an upper bound of accuracy: not every "
        "wrongly routed ticket is moved."
    )


def _plain(found: KeptShare) -> dict[str, Any]:
    share = found.share
    interval = share.interval if share else None
    return {
        "n": share.n if share else 0,
        "moved": found.moved,
        "kept": share.value if share else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }
