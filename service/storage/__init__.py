"""What the service keeps on its disk: one SQLite file, and the locks of its processes."""
