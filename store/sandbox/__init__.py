"""Questions in SQL, answered by a process of its own on a read-only copy of the workspace.

Limits inside DuckDB do not hold against a hostile statement; those of the operating system do.
Nothing is imported here: the child process wants as little as possible.
"""
