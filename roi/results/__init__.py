"""What a scenario comes to: the full case, the simple view, and other conventions."""
