"""How this process makes a profile ready: with the keys and the embedding model it has."""

from __future__ import annotations

from collections.abc import Sequence

from routing.profile import OpenProfile, RoutingProfile
from routing.routers.embedded import Embedder
from service.serving.open_profiles import Opens
from settings import Settings


def opener(settings: Settings, key_for: Sequence[str] = ()) -> Opens:
    """What opens profiles here. key_for: hosts that a model's key may go to, said by a person."""
    available = Embedder.available(settings.models)
    embedder = Embedder(settings.models) if available else None

    def opens(profile: RoutingProfile) -> OpenProfile:
        keys = settings.keys.naming(profile.llm.kind, key_for) if profile.llm else settings.keys
        return profile.open(keys, embedder=embedder)

    return opens
