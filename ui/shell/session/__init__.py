"""Who sits before the screen, with which keys, in which locale, and what they have chosen."""
