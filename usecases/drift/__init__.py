"""Drift: what has moved since a reference, who is told, and what a person can do about it."""
