"""The screen Live: the decisions of the live service, and a ticket that somebody types.

What the service decided is taken into the workspace here; a typed ticket is never kept.
"""
