"""How good a router is, on tickets whose actual category is known, and how sure that is."""
