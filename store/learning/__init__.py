"""What routers learn from people: labels, versions of the router, and the check of labels.

Also the tickets of a guided start, topics found, and the baseline.
"""
