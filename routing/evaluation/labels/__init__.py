"""The labels themselves: whether they follow the text, and which are probably wrong."""
