"""What stands in a cell: times, numbers, labels, and texts cleaned."""
