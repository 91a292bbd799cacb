"""Routing profiles: what a run or a router version has proven, kept in the workspace.

A profile answers live tickets; it is published from here.
"""
