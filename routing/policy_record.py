"""A policy as plain values, as workspaces and profiles keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from routing.confidence_map import ConfidenceMap
from routing.policy import ALL_SIGNS, SECOND_SHARE, Policy
from routing.rollout import Rollout
from routing.signs.sign import SignKind


def to_record(policy: Policy) -> dict[str, Any]:
    """The policy as JSON and TOML can hold it.

    >>> from_record(to_record(Policy(0.8, {"Billing": None}))) == Policy(0.8, {"Billing": None})
    True
    """
    rollout = policy.rollout
    maps = {name: fitted.to_record() for name, fitted in sorted(policy.calibrations.items())}
    return {
        "threshold": policy.threshold,
        "thresholds": dict(policy.thresholds),
        "always_review": sorted(policy.always_review),
        "heeds": sorted(policy.heeds),
        "second_share": policy.second_share,
        # Left out where nothing is held back, so that profiles of before keep their fingerprint.
        **({"rollout": asdict(rollout)} if rollout != Rollout() else {}),
        **({"calibrations": maps} if maps else {}),
        **({"parents": dict(policy.parents)} if policy.parents else {}),
    }


def from_record(record: Mapping[str, Any]) -> Policy:
    """Read `to_record` back; a policy from before there were signs heeds them all."""
    maps = {
        name: ConfidenceMap.from_record(each)
        for name, each in record.get("calibrations", {}).items()
    }
    return Policy(
        record["threshold"], dict(record["thresholds"]), frozenset(record["always_review"]),
        frozenset(SignKind(kind) for kind in record.get("heeds", ALL_SIGNS)),
        record.get("second_share", SECOND_SHARE), Rollout(**record.get("rollout", {})),
        maps, dict(record.get("parents", {})),
    )  # fmt: skip
