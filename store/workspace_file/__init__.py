"""The workspace file and its safety: opened by one process, migrated, backed up, recovered.

Also the private folders beside it, and what can go wrong, in one sentence each.
"""
