"""The parts of the Taxonomy screen."""
