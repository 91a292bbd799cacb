"""The policy of a workspace: changed, previewed before it is saved, and measured.

Also the promises that can be made of a run instead of what was asked.
"""
