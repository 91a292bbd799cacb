"""Learning from people: what to label next, how to start without labels, what labels bring."""
