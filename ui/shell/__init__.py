"""What all screens share: frame, sidebar, theme, tables, charts, provenance, jobs."""
