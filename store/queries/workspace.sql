-- name: setting
SELECT value FROM settings WHERE name = ?

-- name: set_setting
INSERT OR REPLACE INTO settings VALUES ($name, $value)

-- name: add_taxonomy
INSERT INTO taxonomies (taxonomy_id, toml, source)
SELECT coalesce(max(taxonomy_id), 0) + 1, $toml, $source FROM taxonomies RETURNING taxonomy_id

-- name: newest_taxonomy
SELECT taxonomy_id, toml, source, created_at FROM taxonomies ORDER BY taxonomy_id DESC LIMIT 1

-- name: taxonomy
SELECT taxonomy_id, toml, source, created_at FROM taxonomies WHERE taxonomy_id = ?

-- name: taxonomy_of_run
SELECT t.taxonomy_id, t.toml, t.source, t.created_at
FROM taxonomies t JOIN runs r USING (taxonomy_id) WHERE r.run_id = ?
