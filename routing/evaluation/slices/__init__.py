"""Parts of the tickets: how right a router is on each, and where it is worst."""
