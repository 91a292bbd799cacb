"""The options of `route` that say which provider is asked and within which terms; never a key."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from routing.errors import RouterError
from routing.routers.llm.keys import Keys
from routing.routers.llm.prompt import Prompt
from routing.routers.llm.provider_catalog import PROVIDERS, ProviderField, declared
from routing.routers.llm.request import LlmRequest
from settings import Settings

_PRICES: Final = ("input", "output", "cached")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; keys come from the environment or a file .env only."""
    add = parser.add_argument_group("routers that ask a provider").add_argument
    for option, fields in _options().items():
        add(option, default="", metavar="TEXT", help=_meaning(fields))
    add("--key-for", action="append", default=[], metavar="HOST", help="send the key to that host "
        "too; else it goes to the provider's own host and to this machine only")  # fmt: skip
    add("--pack", type=int, default=1, metavar="N", help="tickets per request (default 1)")
    add("--budget-usd", type=float, metavar="X", help="stop before more than that is spent")
    add("--budget-tickets", type=int, metavar="N", help="stop after asking about that many")
    add("--concurrency", type=int, default=600, metavar="N", help="most requests in flight")
    add("--rpm", type=float, metavar="N", help="most requests per minute, beside the provider's")
    add("--tpm", type=float, metavar="N", help="most tokens per minute, beside the provider's")
    add("--examples", choices=["none", "static", "nearest", "shortlist"], default="none",
        help="labelled examples in the prompt")  # fmt: skip
    add("--decisions", action="store_true", help="ask OpenAI's decisions endpoint")
    add("--batch", action="store_true", help="use the Batch API: half the price, up to 24 hours")
    add("--no-masking", action="store_true", help="send personal data as it is")
    add(
        "--prompt", type=Path, metavar="P.toml", help="another prompt than the one that comes along"
    )
    add("--prices", type=Path, metavar="P.toml", help="dollars per million tokens by model: "
        "[MODEL] input = 0.4, output = 1.6, cached = 0.1")  # fmt: skip
    add("--temperature", type=float, default=0.0, metavar="T", help="0 (default) to 2")
    add(
        "--answer-room", type=int, default=0, metavar="N", help="tokens a reasoning model may think"
    )


def llm_request(args: argparse.Namespace, settings: Settings) -> LlmRequest | None:
    """What the options ask of a provider, None for a router that has none."""
    if args.router not in PROVIDERS:
        return None
    given = {
        field.name: getattr(args, field.name) or settings.usual(field)
        for field in declared(args.router).fields
    }
    return LlmRequest(
        kind=args.router,
        **given,
        pack=args.pack,
        masking=not args.no_masking,
        examples=args.examples,
        extra_tokens=args.answer_room,
        temperature=args.temperature,
        decisions=args.decisions,
        batch=args.batch,
        prompt=_prompt(args.prompt),
        price=_price(args.prices, args.model),
        requests_per_minute=args.rpm,
        tokens_per_minute=args.tpm,
        in_flight=args.concurrency,
        budget_usd=args.budget_usd,
        budget_tickets=args.budget_tickets,
    ).checked()


def go_on(earlier: LlmRequest, now: LlmRequest) -> LlmRequest:
    """What a resumed run asks: its own questions, within the terms given now.

    Raises RouterError when another model is named: one run is of one model.
    """
    if now.model and (now.kind, now.model) != (earlier.kind, earlier.model):
        raise RouterError(
            f"The run to go on with asks {earlier.kind} {earlier.model}; name the same, or leave "
            "out --resume for a new run."
        )
    return replace(
        earlier,
        base_url=now.base_url or earlier.base_url,
        price=now.price or earlier.price,
        requests_per_minute=now.requests_per_minute,
        tokens_per_minute=now.tokens_per_minute,
        in_flight=now.in_flight,
        budget_usd=now.budget_usd,
        budget_tickets=now.budget_tickets,
    )


def keys(args: argparse.Namespace, settings: Settings) -> Keys:
    """The keys of the environment, and the hosts that this call names for the provider's.

    Raises RouterError where one is no name of a host.
    """
    return settings.keys.naming(args.router, args.key_for)


def _options() -> dict[str, dict[str, ProviderField]]:
    """The fields behind each option, by the name of the provider."""
    found: dict[str, dict[str, ProviderField]] = {}
    for provider in PROVIDERS.values():
        for field in provider.fields:
            found.setdefault(field.option, {})[provider.name] = field
    return found


def _meaning(fields: Mapping[str, ProviderField]) -> str:
    """What an option means to each provider that has it.

    >>> _meaning(_options()["--api-version"])
    'API version (azure)'
    """
    by_label: dict[str, list[str]] = {}
    for provider, field in fields.items():
        by_label.setdefault(field.label, []).append(provider)
    return "; ".join(f"{label} ({', '.join(names)})" for label, names in by_label.items())


def _prompt(file: Path | None) -> dict[str, str] | None:
    return None if file is None else Prompt.from_toml(_text(file)).to_settings()


def _price(file: Path | None, model: str) -> tuple[float, float, float] | None:
    if file is None:
        return None
    try:
        prices: dict[str, Any] = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise RouterError(f"The prices in {file} are not valid TOML: {error}.") from error
    price = prices.get(model)
    if price is None:
        known = ", ".join(name for name in prices if isinstance(prices[name], dict)) or "none"
        raise RouterError(f"{file} has no price under [{model}]; it knows {known}.")
    try:
        values = [float(price.get(name, price["input"])) for name in _PRICES]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RouterError(
            f'The price of "{model}" in {file} needs numbers for input, output and cached.'
        ) from error
    return values[0], values[1], values[2]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RouterError(f"{file} cannot be read as a text file.") from error
