"""Drift: whether the tickets, the router or the taxonomy have moved since a reference."""
