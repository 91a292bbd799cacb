"""The keys of this browser session: of the environment, and typed or let go by its person.

They stay in the memory of the session; which of them may go where is decided by `Keys` alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from routing.routers.llm.keys import Keys, TypedKey
from settings import Settings

_TYPED: Final = "provider_keys"
_ALLOWED: Final = "provider_keys_allowed"
Place = tuple[str, str]


def held() -> Keys:
    """All keys this session may use; those of the environment as they are now."""
    typed = tuple(TypedKey(*place, value) for place, value in _typed().items())
    return replace(Settings.from_environment().keys, typed=typed, named=frozenset(_allowed()))


def keep(provider: str, host: str, key: str) -> None:
    """Take a key that was typed for that provider at that host."""
    _typed()[provider, host] = key


def forget(provider: str, host: str) -> None:
    """Drop the key that was typed for that place."""
    _typed().pop((provider, host), None)


def allow(provider: str, host: str, *, allowed: bool) -> None:
    """Let the provider's key of the environment go to that host, or no longer."""
    (_allowed().add if allowed else _allowed().discard)((provider, host))


def is_allowed(provider: str, host: str) -> bool:
    """Whether a person has let the key of the environment go there."""
    return (provider, host) in _allowed()


def _typed() -> dict[Place, str]:
    found: dict[Place, str] = st.session_state.setdefault(_TYPED, {})
    return found


def _allowed() -> set[Place]:
    found: set[Place] = st.session_state.setdefault(_ALLOWED, set())
    return found
