"""The parts of the Accuracy screen."""
