"""The parts of the Route screen."""
