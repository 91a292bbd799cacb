"""Reviewing: which tickets wait for a person and in which order, and what is decided on them.

A browser tab is a session: tickets held ready, answers taken once, agreement.
"""
