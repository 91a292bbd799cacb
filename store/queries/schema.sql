-- name: is_workspace
-- A table of that name, not a view that a stranger has made.
SELECT 1 FROM duckdb_tables()
WHERE NOT internal AND schema_name = 'main' AND table_name = 'migrations'
  AND database_name = current_database()

-- name: applied
SELECT name FROM migrations

-- name: begin
CREATE TABLE migrations (name VARCHAR PRIMARY KEY)

-- name: record
INSERT INTO migrations VALUES (?)

-- name: tables
SELECT table_name FROM duckdb_tables()
WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
ORDER BY table_name

-- name: columns
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
ORDER BY table_name, column_index
