"""The parts of the Overview screen."""
