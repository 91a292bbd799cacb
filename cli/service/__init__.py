"""The commands of the live service."""
