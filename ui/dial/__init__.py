"""The parts of the precision dial."""
