-- name: start
INSERT INTO runs (run_id, router, settings, taxonomy_id, status, total, policy_id, sample, part)
SELECT coalesce(max(run_id), 0) + 1, $router, $settings, $taxonomy_id, 'running',
       (SELECT count(*) FROM tickets), $policy_id, $sample, $part
FROM runs
RETURNING run_id

-- name: draw
-- The same share of every category, always the same tickets: a larger sample holds the smaller.
INSERT INTO run_tickets
SELECT $run_id, ticket_key FROM (
    SELECT ticket_key,
           (row_number() OVER (PARTITION BY category ORDER BY hash(ticket_key)) - 0.5)
           / count(*) OVER (PARTITION BY category) AS place
    FROM tickets
    WHERE category <> '' OR NOT EXISTS (SELECT 1 FROM tickets WHERE category <> '')
) ORDER BY place, hash(ticket_key) LIMIT $sample

-- name: take
INSERT INTO run_tickets SELECT $run_id, unnest($keys)

-- name: drawn
UPDATE runs SET total = (SELECT count(*) FROM run_tickets t WHERE t.run_id = runs.run_id)
WHERE run_id = ?

-- name: describe
UPDATE runs SET fingerprint = $fingerprint, warnings = $warnings WHERE run_id = $run_id

-- name: resume
UPDATE runs SET status = 'running', error = NULL, finished_at = NULL,
    total = CASE WHEN sample IS NULL THEN (SELECT count(*) FROM tickets) ELSE total END
WHERE run_id = ?

-- name: end
UPDATE runs SET status = $status, error = $error, seconds = seconds + $seconds,
    finished_at = now() AT TIME ZONE 'UTC' WHERE run_id = $run_id

-- name: mark_interrupted
UPDATE runs SET status = 'interrupted' WHERE status = 'running'

-- name: one
SELECT r.run_id, r.router, r.settings, r.fingerprint, r.taxonomy_id, r.status, r.total,
       r.started_at, r.seconds, r.warnings, r.error,
       (SELECT count(*) FROM decisions d WHERE d.run_id = r.run_id), r.policy_id, r.sample, r.part
FROM runs r WHERE r.run_id = ?

-- name: all
SELECT r.run_id, r.router, r.settings, r.fingerprint, r.taxonomy_id, r.status, r.total,
       r.started_at, r.seconds, r.warnings, r.error,
       (SELECT count(*) FROM decisions d WHERE d.run_id = r.run_id), r.policy_id, r.sample, r.part
FROM runs r ORDER BY r.run_id DESC

-- name: write
-- A run that was started under an older taxonomy may say what is called otherwise by now.
INSERT INTO decisions BY NAME
SELECT b.* REPLACE (now_called(b.category) AS category),
       nullif(b.category, now_called(b.category)) AS written_category,
       now() AT TIME ZONE 'UTC' AS decided_at
FROM batch b

-- name: decisions
SELECT d.*, t.id
FROM (SELECT unnest($keys) AS ticket_key, generate_subscripts($keys, 1) AS place) w
JOIN decisions d ON d.ticket_key = w.ticket_key AND d.run_id = $run_id
JOIN tickets t ON t.ticket_key = w.ticket_key
ORDER BY w.place

-- name: size
SELECT (SELECT count(*) FROM decisions WHERE run_id = $1),
       CASE WHEN sample IS NULL THEN (SELECT count(*) FROM tickets) ELSE total END
FROM runs WHERE run_id = $1

-- name: summary
SELECT count(*),
       count(*) FILTER (d.disposition = 'auto'),
       count(*) FILTER (d.disposition = 'review'),
       count(*) FILTER (d.disposition = 'unknown'),
       count(d.error),
       count(t.category),
       count(*) FILTER (d.category = t.category),
       count(*) FILTER (d.disposition = 'auto' AND t.category IS NOT NULL),
       count(*) FILTER (d.disposition = 'auto' AND d.category = t.category),
       coalesce((SELECT sum(a.cost_usd) FILTER (a.category IS NOT NULL OR a.problem IS NOT NULL)
                 FROM attempts a WHERE a.run_id = $run_id),
                sum(d.cost_usd), 0),
       coalesce(avg(d.latency_seconds), 0),
       coalesce(quantile_cont(d.latency_seconds, 0.95), 0)
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = $run_id AND ($every_ticket OR ticket_key IN (SELECT m.ticket_key FROM {matching} m))
