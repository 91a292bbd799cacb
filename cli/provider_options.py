"""The options of `route` that say which provider is asked and within which terms; never a key."""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from routing.errors import RouterError
from routing.routers.llm.prompt import Prompt
from settings import Settings
from usecases.llm_routers import KINDS, Keys, LlmRequest

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PRICES: Final = ("input", "output", "cached")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; keys come from the environment or a file .env only."""
    add = parser.add_argument_group("routers that ask a provider").add_argument
    add("--model", default="", help="the model, or the Azure deployment")
    add("--base-url", default="", metavar="URL", help="of an Azure or compatible server")
    add("--pack", type=int, default=1, metavar="N", help="tickets per request (default 1)")
    add("--budget-usd", type=float, metavar="X", help="stop before more than that is spent")
    add("--budget-tickets", type=int, metavar="N", help="stop after asking about that many")
    add("--concurrency", type=int, default=600, metavar="N", help="most requests in flight")
    add("--rpm", type=float, metavar="N", help="most requests per minute, beside the provider's")
    add("--tpm", type=float, metavar="N", help="most tokens per minute, beside the provider's")
    add("--examples", choices=["none", "static", "nearest"], default="none",
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
    if args.router not in KINDS:
        return None
    return LlmRequest(
        kind=args.router,
        model=args.model,
        base_url=args.base_url or _address(args.router, settings),
        api_version=settings.azure_version,
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


def with_price(request: LlmRequest) -> LlmRequest:
    """The request, when its budget can be kept.

    Raises RouterError when dollars are to be counted and nobody knows the price.
    """
    if request.budget_usd and request.kind != "transformers" and request.known_price() is None:
        raise RouterError(
            f'The price of "{request.model}" is not known, so a budget in dollars could not be '
            "kept; give its price with --prices, or a budget in tickets with --budget-tickets."
        )
    return request


def keys_for(settings: Settings, base_url: str) -> Keys:
    """The keys of the environment; the OpenAI key is never sent to a stranger's server."""
    local = urlsplit(base_url).hostname in _LOCAL
    return Keys(
        openai=settings.openai_key,
        azure=settings.azure_key,
        compatible=settings.compatible_key or (settings.openai_key if local else ""),
    )


def _address(router: str, settings: Settings) -> str:
    return {"openai": settings.openai_url, "azure": settings.azure_url}.get(router, "")


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
