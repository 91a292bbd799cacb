"""The SQL explorer: statements run, saved, pinned and asked for in words.

Also what helps to write one: completion, columns, and why a statement cannot run.
"""
