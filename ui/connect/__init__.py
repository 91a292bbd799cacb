"""The Connect screen: a help desk, its tickets, and which category belongs to which group."""
