"""The profiles that are open in a process, and the one thread that answers by them."""
