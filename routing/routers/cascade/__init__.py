"""The cascade: the embedded router for the sure, an LLM for the rest, a person for what is left."""

from routing.routers.cascade.plan import Plan, Stage, cheapest, most_accurate, without_person
from routing.routers.cascade.router import CascadeRouter, LocalCascade
from routing.routers.cascade.rule import CascadePolicy, CascadeRule

__all__ = [
    "CascadePolicy", "CascadeRouter", "CascadeRule", "LocalCascade", "Plan", "Stage", "cheapest",
    "most_accurate", "without_person",
]  # fmt: skip
