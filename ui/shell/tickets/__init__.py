"""Tickets on any screen: the selection, the table, one opened, where it is worst."""
