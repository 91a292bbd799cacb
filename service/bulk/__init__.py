"""Routing of files too large for one sitting: partitions, worker processes, Parquet, a manifest.

Exactly once is kept here and not by whoever runs the workers: a partition's rows are one file,
written under another name and renamed; then comes its line in the manifest. What is not in the
manifest does not count, what is in it is never computed again.
"""
