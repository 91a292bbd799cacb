"""Exploring the tickets of a workspace: one selection that every screen follows."""
