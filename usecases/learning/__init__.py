"""What the router learns from people: trained in the background, judged before it takes over.

Also the guided start without labels, and how well it does on later tickets.
"""
