"""Runs: what one is asked for, what it will cost, and how it is started and gone on with.

Also what comes in or goes out as a run: the output of a bulk job, predictions of another tool.
"""
