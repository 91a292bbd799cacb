"""Labels that are probably wrong: worked through, what that says of the rest, and what it gains."""
