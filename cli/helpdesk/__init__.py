"""The commands of help desks."""
