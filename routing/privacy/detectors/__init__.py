"""What finds personal data and secrets in a text, one kind a file."""
