"""Webhooks of help desks: their signature, and what their body says."""
