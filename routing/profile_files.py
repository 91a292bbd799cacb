"""A profile as a folder: `profile.toml`, `taxonomy.toml`, and the trained router beside them.

Nothing in the files is ever run, and none of them holds a key. Texts of past tickets are written
only where they are asked for, as they may leave this machine.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import tomli_w

from routing.errors import RouteCaseError, RouterError
from routing.evaluation.statistics.intervals import Interval, Measured
from routing.fields import storage as field_storage
from routing.policy import Policy
from routing.policy_record import from_record, to_record
from routing.profile import Proof, RoutingProfile
from routing.routers.cascade import CascadeRule
from routing.routers.embedded import storage
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

FORMAT: Final = 1
PROFILE: Final = "profile.toml"
TAXONOMY: Final = "taxonomy.toml"
EXAMPLES: Final = "examples.jsonl"
ROUTER: Final = "router"
FIELDS: Final = "fields"


def save(profile: RoutingProfile, folder: Path, *, with_texts: bool = False) -> RoutingProfile:
    """Write the profile into a folder, which is made where it is missing; as it was written.

    with_texts: write the labelled tickets that its prompt shows, personal data masked.

    Raises RouterError when the folder cannot be written, or when the prompt shows past tickets
    and their texts were not asked for.
    """
    if profile.examples and not with_texts:
        raise RouterError(
            f"The prompt of this profile shows {len(profile.examples):,} past tickets, so it "
            "cannot answer without their texts; publish it `--with-texts` (they are masked)."
        )
    profile = replace(profile, examples=tuple(map(_masked, profile.examples)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PROFILE).write_text(tomli_w.dumps(_record(profile)), "utf-8")
        (folder / TAXONOMY).write_text(profile.taxonomy.to_toml(), "utf-8")
        if profile.examples:
            (folder / EXAMPLES).write_text("".join(map(_line, profile.examples)), "utf-8")
        if profile.fields:
            field_storage.save(profile.fields, folder / FIELDS)
    except OSError as error:
        raise RouterError(
            f"The profile cannot be written to {folder} ({error.strerror}). "
            "Choose a folder you may write to."
        ) from error
    if profile.trained:
        storage.save(profile.trained, folder / ROUTER)
    return profile


def load(folder: Path) -> RoutingProfile:
    """Read the profile back: it answers as the one that was saved.

    Raises RouterError when there is none, when it is damaged, or when another version wrote it.
    """
    try:
        record = _read(folder)
        profile = _profile(record, folder)
        intact = profile.fingerprint == record["fingerprint"]
    except OSError as error:
        raise RouterError(f"There is no profile in {folder}. Name another folder.") from error
    except RouterError:
        raise
    except (AttributeError, KeyError, TypeError, ValueError, RouteCaseError) as error:
        raise RouterError(_damaged(folder)) from error
    if not intact:
        raise RouterError(_damaged(folder))
    return profile


def _read(folder: Path) -> dict[str, Any]:
    record = tomllib.loads((folder / PROFILE).read_text("utf-8"))
    if record["format"] != FORMAT:
        raise RouterError(
            f"The profile in {folder} was saved by another version of RouteCase. Save it again."
        )
    return record


def _damaged(folder: Path) -> str:
    return f"The profile in {folder} is damaged. Copy it again or save it again."


def _record(profile: RoutingProfile) -> dict[str, Any]:
    record: dict[str, Any] = _without_none(
        {
            "format": FORMAT,
            "fingerprint": profile.fingerprint,
            "router": profile.router,
            "cleaning": profile.cleaning,
            "policy": _policy_record(profile.policy),
            "llm": profile.llm.answer_settings() if profile.llm else None,
            "cascade": profile.cascade.to_settings() if profile.cascade else None,
            "proof": asdict(profile.proof) if profile.proof else None,
        }
    )
    return record


def _profile(record: Mapping[str, Any], folder: Path) -> RoutingProfile:
    llm, cascade, proof = record.get("llm"), record.get("cascade"), record.get("proof")
    router = folder / ROUTER
    return RoutingProfile(
        taxonomy=Taxonomy.from_toml((folder / TAXONOMY).read_text("utf-8")),
        policy=_policy(record["policy"]),
        trained=storage.load(router) if router.exists() else None,
        llm=LlmRequest.from_settings(llm) if llm else None,
        cascade=CascadeRule(cascade.get("sure"), cascade.get("accepted"))
        if cascade is not None
        else None,
        cleaning=bool(record["cleaning"]),
        examples=_examples(folder / EXAMPLES),
        proof=_proof(proof) if proof else None,
        fields=field_storage.load(folder / FIELDS),
    )


def _policy_record(policy: Policy) -> dict[str, Any]:
    """TOML knows no null: a category that a person decides has no threshold."""
    record = to_record(policy)
    record["thresholds"] = [
        {"category": category, "threshold": threshold}
        for category, threshold in policy.thresholds.items()
    ]
    return record


def _policy(record: Mapping[str, Any]) -> Policy:
    thresholds = {each["category"]: each.get("threshold") for each in record["thresholds"]}
    return from_record({**record, "threshold": record.get("threshold"), "thresholds": thresholds})


def _proof(record: Mapping[str, Any]) -> Proof:
    figures = ("accuracy", "selective_accuracy", "coverage")
    found = {name: _measured(record[name]) for name in figures if name in record}
    return Proof(**{**record, **found})


def _measured(record: Mapping[str, Any]) -> Measured:
    ends = record.get("interval")
    return Measured(record["value"], record["n"], Interval(**ends) if ends else None)


def _masked(ticket: Ticket) -> Ticket:
    from routing.privacy.outgoing import outgoing  # noqa: PLC0415 - slow, and loading needs it not

    return Ticket(ticket.key, ticket.id, "", outgoing(ticket.text).text, ticket.category)


def _line(ticket: Ticket) -> str:
    shown = {"id": ticket.id, "body": ticket.body, "category": ticket.category}
    return json.dumps(shown, ensure_ascii=False) + "\n"


def _examples(file: Path) -> tuple[Ticket, ...]:
    if not file.exists():
        return ()
    lines = file.read_text("utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    return tuple(
        Ticket(key=key, id=each["id"], subject="", body=each["body"], category=each["category"])
        for key, each in enumerate(records, 1)
    )


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: _without_none(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_without_none(each) for each in value]
    return value
