"""`python -m service profile show|use|rollback|status`: what answers live, and what it holds."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from routing import profile_archive
from routing.evaluation.statistics.intervals import Measured
from routing.fields.head import FieldHead
from routing.profile import Proof, RoutingProfile
from service.storage.database import Database
from service.storage.deployment import SHADOW_TICKETS, Deployment
from service.storage.inbox import DATABASE
from settings import Settings


def add_arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="say what a profile is, was proven at, and holds")
    show.add_argument("file", metavar="P.profile", type=Path)
    use = actions.add_parser("use", help="let it answer in the shadow, then take over")
    use.add_argument("file", metavar="P.profile", type=Path)
    use.add_argument("--shadow", type=int, metavar="N", default=SHADOW_TICKETS,
        help=f"tickets it answers unseen before it takes over; {SHADOW_TICKETS} where not said, "
        "0 for at once")  # fmt: skip
    actions.add_parser("rollback", help="the profile that answered before answers again")
    actions.add_parser("status", help="say which profile answers")


def run(args: argparse.Namespace) -> int:
    """0 when it is done."""
    if args.action == "show":
        lines = _shown(args.file)
    else:
        folder = Settings.from_environment().service.folder
        with closing(Database(folder / DATABASE)) as database:
            lines = list(_deployed(Deployment(database), args))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _deployed(deployment: Deployment, args: argparse.Namespace) -> Iterator[str]:
    if args.action == "use":
        made = deployment.use(args.file, time.time(), args.shadow)
        yield f"Profile {made} is taken."
    elif args.action == "rollback":
        yield f"Profile {deployment.roll_back()} answers again."
    state = deployment.state
    yield f"answers   {state.current or 'none'}"
    yield f"before    {state.previous or 'none'}"
    if state.shadow:
        yield (
            f"shadow    {state.shadow}: {state.compared:,} of {state.wanted:,} tickets, "
            f"{state.same:,} answered alike"
        )
    if state.problem:
        yield f"held back {state.problem}"


def _shown(file: Path) -> list[str]:
    manifest = profile_archive.manifest(file)
    profile = profile_archive.read(file)
    mapped = sum(bool(each.group) for each in profile.taxonomy.categories)
    return [
        f"profile   {manifest.fingerprint}, written by RouteCase {manifest.product}",
        f"router    {profile.router}" + (f" {profile.llm.model}" if profile.llm else ""),
        f"taxonomy  {len(profile.taxonomy.names):,} categories, {mapped:,} with a group",
        *_proven(profile.proof),
        *(f"field     {_field(each)}" for each in profile.fields),
        *_holds(profile, len(profile.examples)),
        *(f"member    {name} sha256 {digest}" for name, digest in manifest.sha256.items()),
    ]


def _field(head: FieldHead) -> str:
    """What a field is filled by, and from when on without a person."""
    by = f"from {len(head.learned.terms):,} words" if head.learned else "by its text alone"
    alone = "never" if head.threshold is None else f"from a probability of {head.threshold:.2f} on"
    return f"{head.field.name} ({head.field.kind}), {by}, without a person {alone}"


def _proven(proof: Proof | None) -> Iterator[str]:
    if proof is None:
        yield "proven    not at all: nothing was measured"
        return
    yield f"proven    by {proof.run}, on {proof.n:,} labelled tickets"
    figures = (
        ("accuracy", proof.accuracy),
        ("accuracy of the auto-routed", proof.selective_accuracy),
        ("auto-routed", proof.coverage),
    )
    for name, figure in figures:
        if figure:
            yield f"          {name} {_share(figure)}"
    yield f"promise   {f'{proof.promise:.1%}' if proof.promise else proof.withheld or 'none'}"


def _share(figure: Measured) -> str:
    ends = figure.interval
    between = f" ({ends.low:.1%} to {ends.high:.1%})" if ends else ""
    return f"{figure.value:.1%}{between}"


def _holds(profile: RoutingProfile, examples: int) -> Iterator[str]:
    yield "holds     no key, and nothing that is run"
    yield (
        f"          {examples:,} past tickets, masked" if examples else "          no past ticket"
    )
    trained = profile.trained
    if trained and trained.ensemble.lexical:
        tfidf = trained.ensemble.lexical.tfidf
        yield (
            f"          word statistics of {len(trained.ticket_ids):,} labelled tickets: "
            f"{len(tfidf.words.terms):,} words and {len(tfidf.pieces.terms):,} pieces of words "
            "with their weights, and the tickets' ids. They reveal which words were used: names "
            "that came in several tickets may be among them."
        )
