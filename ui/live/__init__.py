"""The Live screen: what the service decides now, its controls, and the patterns to choose from."""
