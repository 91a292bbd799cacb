"""The router at work: HTTP API, webhooks, queue, cloud functions.

Knows a profile and help desks, and no workspace. What must outlive a process stands in one SQLite
file (`database`); what answers is owned by one thread (`routing_thread`).
"""
