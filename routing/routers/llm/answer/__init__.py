"""The answer of a model, read with care."""
