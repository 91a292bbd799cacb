"""The workspace: one DuckDB file that holds tickets, taxonomy, runs and scenarios."""
