"""Fields beside the category: each a head with its own labels, accuracy and threshold."""
