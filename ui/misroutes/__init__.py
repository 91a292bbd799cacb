"""What the Misroutes screen is made of."""
