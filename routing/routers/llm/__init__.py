"""The LLM router and the providers behind it."""
