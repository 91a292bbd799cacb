"""What the Map screen is made of."""
