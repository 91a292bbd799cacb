"""Prompts of a workspace, improved with receipts."""
