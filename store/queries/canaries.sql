-- name: candidates
-- Decided as people did, in turn from every category.
SELECT ticket_key FROM (
    SELECT d.ticket_key,
           row_number() OVER (PARTITION BY d.category ORDER BY hash(d.ticket_key)) AS turn
    FROM decisions d JOIN tickets t USING (ticket_key)
    WHERE d.run_id = $run_id AND d.error IS NULL AND d.category = t.category
)
ORDER BY turn, hash(ticket_key) LIMIT $most

-- name: forget
DELETE FROM canaries

-- name: forget_runs
DELETE FROM canary_runs

-- name: forget_answers
DELETE FROM canary_answers

-- name: choose
INSERT INTO canaries (ticket_key, chosen_by) SELECT unnest($keys), $chosen_by

-- name: chosen
SELECT c.ticket_key FROM canaries c JOIN tickets USING (ticket_key) ORDER BY c.ticket_key

-- name: add_run
INSERT INTO canary_runs (canary_run_id, name, model)
SELECT (SELECT coalesce(max(canary_run_id), 0) + 1 FROM canary_runs), $name, $model
WHERE NOT EXISTS (SELECT 1 FROM canary_runs WHERE name = $name)
RETURNING canary_run_id

-- name: add_answers
INSERT INTO canary_answers SELECT $canary_run_id, ticket, category, confidence FROM batch

-- name: runs
SELECT canary_run_id, name, model, asked_at FROM canary_runs ORDER BY canary_run_id

-- name: answers
SELECT canary_run_id, ticket, category, confidence FROM canary_answers
