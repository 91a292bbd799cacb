"""Routing: a ticket becomes a routing decision."""
