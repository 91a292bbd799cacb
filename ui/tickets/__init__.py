"""The parts of the Tickets screen."""
