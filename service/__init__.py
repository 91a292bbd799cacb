"""What screens, command line and HTTP API have in common: imports and runs in a workspace."""
