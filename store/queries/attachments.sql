-- name: known
-- Tickets of the parts whose id is here already.
SELECT count(*) FROM attached_rows a WHERE a.refused IS NULL AND a.id IN (SELECT id FROM tickets)

-- name: incoming
CREATE TEMP VIEW incoming AS
SELECT place AS key, line, id, subject, body, actual_category AS category, first_category,
       created_at, solved_at, channel, language, reassignments, triage_seconds, handle_seconds,
       attributes
FROM attached_rows WHERE refused IS NULL

-- name: refused
CREATE TEMP VIEW refused AS
SELECT line, refused AS reason, body AS raw FROM attached_rows WHERE refused IS NOT NULL

-- name: have_fields
SELECT 1 FROM (DESCRIBE attached_rows) WHERE column_name = 'fields'

-- name: fields
INSERT INTO field_answers BY NAME
SELECT $run_id::BIGINT AS run_id, $base::BIGINT + place AS ticket_key, f.name AS field, f.value,
       f.confidence, f.alone
FROM (SELECT place, unnest(fields) AS f FROM attached_rows WHERE refused IS NULL)

-- name: total
UPDATE runs SET total = $total, status = 'finished', seconds = $seconds, fingerprint = $fingerprint,
    finished_at = now() AT TIME ZONE 'UTC' WHERE run_id = $run_id

-- name: rename
ALTER TABLE decisions RENAME TO own_decisions

-- name: rename_back
ALTER TABLE own_decisions RENAME TO decisions

-- name: drop
DROP VIEW decisions

-- name: copy
INSERT INTO own_decisions BY NAME
SELECT * FROM decisions d
WHERE NOT EXISTS (SELECT 1 FROM own_decisions o
                  WHERE o.run_id = d.run_id AND o.ticket_key = d.ticket_key)

-- name: is_attached
SELECT 1 FROM duckdb_views() WHERE view_name = 'decisions' AND NOT internal
