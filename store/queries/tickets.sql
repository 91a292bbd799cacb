-- name: same_file
SELECT file_name, strftime(imported_at, '%d %b %Y') FROM imports WHERE sha256 = ?

-- name: add_import
INSERT INTO imports (import_id, file_name, sha256, details, tickets, rejected)
SELECT coalesce(max(import_id), 0) + 1, $file_name, $sha256, $details, 0, 0 FROM imports
RETURNING import_id

-- name: refuse_known
INSERT INTO rejects
SELECT $import_id, n.line,
       'the id ' || n.id || ' is already in this workspace (imported on ' || k.imported || ')',
       n.subject
FROM incoming n
JOIN (SELECT t.id AS id, any_value(strftime(i.imported_at, '%d %b %Y')) AS imported
      FROM tickets t JOIN imports i USING (import_id) GROUP BY t.id) k ON k.id = n.id

-- name: last_key
-- A key is never given twice: reviews stay when the tickets of an import are taken back.
SELECT coalesce(greatest(max(ticket_key), (SELECT max(ticket_key) FROM reviews)), 0) FROM tickets

-- name: incoming_keys
SELECT coalesce(min(key), 0), coalesce(max(key), -1) FROM incoming

-- name: add
INSERT INTO tickets BY NAME
SELECT $last_key + n.key AS ticket_key,
       $import_id AS import_id,
       n.* EXCLUDE (key) REPLACE (now_called(n.category) AS category,
                                  now_called(n.first_category) AS first_category),
       now_called(n.category) AS exported_category,
       nullif(n.category, now_called(n.category)) AS written_category,
       nullif(n.first_category, now_called(n.first_category)) AS written_first_category
FROM incoming n
WHERE n.key >= $first AND n.key < $end
  AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = n.id AND t.import_id <> $import_id)

-- name: add_rejects
INSERT INTO rejects SELECT $import_id, line, reason, raw FROM refused

-- name: close_import
UPDATE imports SET
    tickets = (SELECT count(*) FROM tickets t WHERE t.import_id = imports.import_id),
    rejected = (SELECT count(*) FROM rejects r WHERE r.import_id = imports.import_id)
WHERE import_id = ?

-- name: drop_import_field_answers
DELETE FROM field_answers WHERE ticket_key IN (SELECT ticket_key FROM tickets WHERE import_id = ?)

-- name: drop_import_tickets
DELETE FROM tickets WHERE import_id = ?

-- name: drop_import_rejects
DELETE FROM rejects WHERE import_id = ?

-- name: drop_import_decisions
DELETE FROM decisions WHERE ticket_key IN (SELECT ticket_key FROM tickets WHERE import_id = ?)

-- name: drop_import
DELETE FROM imports WHERE import_id = ?

-- name: imports
SELECT import_id, file_name, sha256, tickets, rejected, details, imported_at
FROM imports ORDER BY import_id DESC

-- name: rejects
SELECT line, reason, raw FROM rejects WHERE import_id = ? ORDER BY line

-- name: count
SELECT count(*) FROM tickets

-- name: repeated
-- Of the labelled tickets those whose very text another of them has, and all.
SELECT count(*) FILTER (copies > 1), count(*)
FROM (SELECT count(*) OVER (PARTITION BY subject, body) AS copies FROM tickets WHERE category <> '')

-- name: labelled
-- Drawn by key first: their texts are read of those alone, not of a million.
SELECT {ticket_columns} FROM tickets
WHERE ticket_key IN (SELECT ticket_key FROM tickets WHERE category <> ''
                     ORDER BY hash(ticket_key) LIMIT $most)
ORDER BY hash(ticket_key)

-- name: pending_keys
SELECT ticket_key
FROM tickets t
WHERE NOT EXISTS (SELECT 1 FROM decisions d
                  WHERE d.run_id = $run_id AND d.ticket_key = t.ticket_key)
  AND (NOT EXISTS (SELECT 1 FROM runs r WHERE r.run_id = $run_id AND r.sample IS NOT NULL)
       OR ticket_key IN (SELECT s.ticket_key FROM run_tickets s WHERE s.run_id = $run_id))
ORDER BY ticket_key

-- name: pending
-- Ends of the keys leave out whole groups of rows that are not asked for.
SELECT {ticket_columns}
FROM tickets
WHERE ticket_key BETWEEN $first AND $last AND ticket_key IN (SELECT unnest($keys))
ORDER BY ticket_key

-- name: repeats
-- Of the tickets of a run that say the very same, those after the first one that wait.
WITH asked AS (
    SELECT ticket_key, id, md5_number(coalesce(subject, '') || chr(0) || coalesce(body, '')) AS said
    FROM tickets
    WHERE ticket_key NOT IN (SELECT unnest($apart))
      AND (NOT EXISTS (SELECT 1 FROM runs r WHERE r.run_id = $run_id AND r.sample IS NOT NULL)
           OR ticket_key IN (SELECT s.ticket_key FROM run_tickets s WHERE s.run_id = $run_id))
), firsts AS (
    SELECT said, min(ticket_key) AS first FROM asked GROUP BY said HAVING count(*) > 1
)
SELECT ticket_key, id, first
FROM asked JOIN firsts USING (said)
WHERE ticket_key <> first
  AND NOT EXISTS (SELECT 1 FROM decisions d
                  WHERE d.run_id = $run_id AND d.ticket_key = asked.ticket_key)
ORDER BY ticket_key

-- name: labels
SELECT category, count(*) AS tickets FROM tickets
WHERE category IS NOT NULL AND category <> '' GROUP BY category ORDER BY tickets DESC

-- name: one
SELECT {ticket_columns}
FROM tickets WHERE ticket_key = ?

-- name: by_keys
SELECT {ticket_columns}
FROM tickets WHERE list_contains(?, ticket_key)

-- name: exported_category
SELECT exported_category FROM tickets WHERE ticket_key = ?

-- name: keys
SELECT ticket_key FROM {matching}
ORDER BY ticket_key

-- name: keys_by_doubt
SELECT ticket_key FROM {matching}
JOIN v_doubtful_labels USING (ticket_key) ORDER BY doubt DESC, ticket_key

-- name: rows
-- Both tables are asked for the few keys first: a join of all of them would read a million.
SELECT t.ticket_key, t.id, t.subject, left(t.body, 200) AS body, t.category, l.suggested, l.doubt,
       t.first_category, d.category AS predicted, d.confidence, d.disposition,
       t.channel, t.language, t.created_at
FROM tickets t
LEFT JOIN (SELECT * FROM decisions
           WHERE run_id = $run_id AND ticket_key IN (SELECT unnest($keys))) d USING (ticket_key)
LEFT JOIN v_doubtful_labels l USING (ticket_key)
WHERE t.ticket_key IN (SELECT unnest($keys))

-- name: choices
SELECT (SELECT list(DISTINCT category ORDER BY category) FROM tickets WHERE category <> ''),
       (SELECT list(DISTINCT first_category ORDER BY first_category) FROM tickets
        WHERE first_category <> ''),
       (SELECT list(DISTINCT channel ORDER BY channel) FROM tickets WHERE channel <> ''),
       (SELECT list(DISTINCT language ORDER BY language) FROM tickets WHERE language <> '')

-- name: facts
WITH told AS (
    SELECT *, sorted_by_people(created_at, attributes) AS by_people FROM tickets
)
SELECT count(*), count(category), min(created_at), max(created_at),
       count(*) FILTER (by_people AND category IS NOT NULL AND first_category IS NOT NULL),
       count(*) FILTER (by_people AND category IS NOT NULL AND first_category IS NOT NULL
                        AND first_category <> category),
       count(triage_seconds) FILTER (by_people), avg(triage_seconds) FILTER (by_people),
       stddev_samp(triage_seconds) FILTER (by_people),
       count(*) FILTER (by_people AND reassignments > 0),
       count(reassignments) FILTER (by_people)
FROM told

-- name: by_month
-- A month in which nobody but a router sorted has no share of people's.
SELECT date_trunc('month', created_at) AS month, count(*) AS tickets,
       avg((first_category <> category)::INT) FILTER (category IS NOT NULL) AS human_misroutes
FROM {matching} WHERE created_at IS NOT NULL GROUP BY month ORDER BY month

-- name: some
SELECT {ticket_columns} FROM tickets
WHERE ticket_key IN (SELECT ticket_key FROM tickets ORDER BY hash(ticket_key) LIMIT $most)
ORDER BY hash(ticket_key)

-- name: attributes
-- The other columns of the export with their values, most frequent first; those with too many
-- different values to choose from are left out.
WITH counted AS (
    SELECT name, value, count(*) AS tickets FROM v_attributes WHERE value <> '' GROUP BY ALL
)
SELECT name, list(value ORDER BY tickets DESC, value) FROM counted
GROUP BY name HAVING count(*) <= $most ORDER BY name

-- name: keys_by_id
SELECT id, max(ticket_key) FROM tickets WHERE id IN (SELECT unnest($ids)) GROUP BY id

-- name: attributes_of
SELECT ticket_key, attributes FROM tickets WHERE ticket_key IN (SELECT unnest($keys))
