"""Scenarios: full sets of inputs with a name, checked, stored, written to files."""
