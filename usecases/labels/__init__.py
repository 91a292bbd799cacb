"""Labels that are probably wrong: found, and worked through.

Also what that says of the rest, and what correcting them gains.
"""
