"""The SQL explorer: editor, schema, saved queries, results, pins."""
