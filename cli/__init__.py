"""The commands: `python -m routing|roi|store` are thin doors to them."""
