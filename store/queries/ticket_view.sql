-- name: own
SELECT lower(column_name) FROM duckdb_columns()
WHERE table_name = 'tickets' AND database_name = current_database()

-- name: names
SELECT DISTINCT unnest(map_keys(attributes)) AS name FROM tickets WHERE attributes IS NOT NULL
ORDER BY name

-- name: make
CREATE OR REPLACE VIEW v_tickets AS SELECT * EXCLUDE (attributes){columns} FROM tickets

-- name: column
, attributes[{key}] AS {name}

-- name: describe
COMMENT ON VIEW v_tickets IS 'Tickets with every other column of the export as a column of its own'

-- name: describe_column
COMMENT ON COLUMN v_tickets.{name} IS 'Column of the export'
