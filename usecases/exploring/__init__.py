"""Exploring the tickets of a workspace: one selection that every screen follows.

Lists, breakdowns, misroutes, slices that go wrong, and the map, all of the selected tickets.
"""
