"""Learning from people: guided start, versions of the router, the learning curve, topics."""
