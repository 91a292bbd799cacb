"""What a person can do, once, for screens, commands and services alike."""
