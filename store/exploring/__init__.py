"""Tickets one by one for exploring: breakdowns, misroutes, and maps.

Filters stand in `store.tickets`; these are what is asked of the filtered tickets.
"""
