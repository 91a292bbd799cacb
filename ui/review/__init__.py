"""The parts of the Review screen; the card of one ticket is shared with the guided start."""
