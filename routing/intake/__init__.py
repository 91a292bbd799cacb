"""Intake: a file becomes tickets, each row accounted for."""
