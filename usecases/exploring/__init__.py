"""Exploring the tickets of a workspace: one selection that every screen follows, and what it shows."""
