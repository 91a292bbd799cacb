"""The parts of the Drift screen."""
