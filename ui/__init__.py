"""Drawing only: one folder a screen, named as its page, and `shell/` for what all share."""
