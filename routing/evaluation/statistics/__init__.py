"""Figures with their uncertainty: intervals, bootstrap, medians, weighted shares."""
