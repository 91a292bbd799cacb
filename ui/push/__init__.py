"""The Push screen: what would be written to the help desk, the writing, and the way back."""
