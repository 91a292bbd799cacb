"""Routers: one Protocol, and the ways of answering it."""
