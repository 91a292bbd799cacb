"""One screen a file; each reads like the screen it draws."""
