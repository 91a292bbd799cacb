"""The cascade: the embedded router for the sure, an LLM for the rest, a person for what is left."""

from routing.routers.cascade.plan import Plan, Stage, cheapest, most_accurate, without_person
from routing.routers.cascade.router import CascadeRouter, settle
from routing.routers.cascade.rule import CascadeRule

__all__ = [
    "CascadeRouter", "CascadeRule", "Plan", "Stage", "cheapest", "most_accurate", "settle",
    "without_person",
]  # fmt: skip
