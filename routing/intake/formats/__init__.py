"""From text to a table with a header: CSV, JSON, JSON Lines, XLSX."""
