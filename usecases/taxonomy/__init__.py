"""The categories of a workspace: edited, renamed, merged, split, and found in the tickets.

Each save is a new version; what a merge would do is shown before.
"""
