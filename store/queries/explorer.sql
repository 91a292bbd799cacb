-- name: schema
-- Every table and view with its columns; what is asked most comes first.
WITH described AS (
    SELECT column_name, comment FROM duckdb_columns()
    WHERE table_name IN ('tickets', 'decisions', 'own_decisions', 'reviews', 'label_checks') AND comment IS NOT NULL
), known AS (
    SELECT column_name, min(comment) AS comment FROM described GROUP BY column_name
), tables AS (
    SELECT table_name, comment, 0 AS is_view FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT view_name, comment, 1 FROM duckdb_views() WHERE NOT internal
)
SELECT t.table_name, t.is_view = 1, coalesce(t.comment, ''),
       list({'name': c.column_name, 'type': c.data_type,
             'says': coalesce(c.comment, if(t.is_view = 1, k.comment, NULL), '')}
            ORDER BY c.column_index)
FROM tables t JOIN duckdb_columns() c ON c.table_name = t.table_name
LEFT JOIN known k ON k.column_name = c.column_name
GROUP BY t.table_name, t.is_view, t.comment
ORDER BY list_position(['tickets', 'decisions', 'runs', 'reviews'], t.table_name) NULLS LAST,
         t.is_view DESC, t.table_name

-- name: add
INSERT INTO queries (query_id, title, description, sql, parameters, chart, pinned)
SELECT coalesce(max(query_id), 0) + 1, $title, $description, $sql, $parameters, $chart, $pinned
FROM queries RETURNING query_id

-- name: change
UPDATE queries SET title = $title, description = $description, sql = $sql,
    parameters = $parameters, chart = $chart, pinned = $pinned, saved_at = now() AT TIME ZONE 'UTC'
WHERE query_id = $query_id

-- name: keep_version
-- What is written over stays, unless nothing but the pin differs.
INSERT INTO query_versions
SELECT (SELECT coalesce(max(version), 0) + 1 FROM query_versions), query_id, title, description,
       sql, parameters, chart, now() AT TIME ZONE 'UTC'
FROM queries
WHERE query_id = $query_id
  AND (title, description, sql, parameters::VARCHAR, chart::VARCHAR)
      <> ($title, $description, $sql, $parameters, $chart)

-- name: versions
SELECT version, until, title, description, sql, parameters, chart FROM query_versions
WHERE query_id = ? ORDER BY version DESC

-- name: pin
UPDATE queries SET pinned = $pinned WHERE query_id = $query_id

-- name: delete
DELETE FROM queries WHERE query_id = ?

-- name: delete_versions
DELETE FROM query_versions WHERE query_id = ?

-- name: saved
SELECT query_id, title, description, sql, parameters, chart, pinned FROM queries
ORDER BY lower(title), query_id

-- name: note
INSERT INTO query_history (sql, rows, seconds, problem) VALUES ($sql, $rows, $seconds, $problem)

-- name: forget_oldest
DELETE FROM query_history
WHERE asked_at < (SELECT min(asked_at) FROM (SELECT asked_at FROM query_history
                                             ORDER BY asked_at DESC LIMIT $most))

-- name: history
SELECT asked_at, sql, rows, seconds, problem FROM query_history ORDER BY asked_at DESC LIMIT $most

-- name: forget_all
DELETE FROM query_history

-- name: functions
-- Those with a name that can be written; operators and what reads files are left out.
SELECT DISTINCT function_name FROM duckdb_functions()
WHERE function_type IN ('scalar', 'aggregate', 'macro', 'table_macro')
  AND regexp_full_match(function_name, '[a-z][a-z0-9_]*')
  AND NOT regexp_matches(function_name, '^(__|pg_|duckdb_|icu_|read_|write_|internal_|has_)')
ORDER BY function_name

-- name: count_columns
SELECT count(*), {columns} FROM {table}

-- name: count_column
count({column}), approx_count_distinct({column})

-- name: sample
SELECT * FROM {table} USING SAMPLE 20000 ROWS (reservoir, 1)
