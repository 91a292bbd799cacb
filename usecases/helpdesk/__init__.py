"""Help desks connected to a workspace: tickets read, categories mapped, groups pushed and undone.

Access, stopping and waiting are the same for screens and commands.
"""
