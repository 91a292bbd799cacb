"""Text that a person does not see: characters without width, hidden HTML."""
