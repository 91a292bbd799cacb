"""Help desks in a workspace: their tickets, moves and groups, and what was pushed to them.

Which category goes to which group stands here too.
"""
