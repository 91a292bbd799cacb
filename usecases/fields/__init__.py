"""Fields beside the category: defined, filled, measured and priced, each by itself."""
