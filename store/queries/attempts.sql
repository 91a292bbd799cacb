-- name: add
INSERT INTO attempts
SELECT id, run_id, key, category, confidence, alternatives, reason, problem, raw, model,
       input_tokens, output_tokens, cached_tokens, cost_usd, certain, latency_seconds,
       now() AT TIME ZONE 'UTC'
FROM batch

-- name: add_missing
INSERT INTO attempts
SELECT id, run_id, key, category, confidence, alternatives, reason, problem, raw, model,
       input_tokens, output_tokens, cached_tokens, cost_usd, certain, latency_seconds,
       now() AT TIME ZONE 'UTC'
FROM batch b WHERE NOT EXISTS (SELECT 1 FROM attempts a WHERE a.attempt_id = b.id)

-- name: recall
SELECT a.run_id, a.attempt_id, a.question, a.category, a.confidence, a.alternatives, a.reason,
       a.problem, '' AS raw, a.model, a.input_tokens, a.output_tokens, a.cached_tokens,
       a.cost_usd, a.certain, a.latency_seconds
FROM attempts a WHERE a.question IN (SELECT unnest($keys)) ORDER BY a.rowid

-- name: unanswered
SELECT attempt_id, cost_usd FROM attempts
WHERE run_id = ? AND category IS NULL AND problem IS NULL

-- name: drop_unanswered
DELETE FROM attempts
WHERE attempt_id IN (SELECT unnest($ids)) AND category IS NULL AND problem IS NULL

-- name: spent
WITH a AS (SELECT *, category IS NOT NULL OR problem IS NOT NULL AS answered
           FROM attempts WHERE run_id = ?)
SELECT count(*) FILTER (answered), count(DISTINCT split_part(attempt_id, '-', 1)),
       count(problem), count(*) FILTER (NOT answered),
       coalesce(sum(input_tokens) FILTER (answered), 0),
       coalesce(sum(output_tokens) FILTER (answered), 0),
       coalesce(sum(cached_tokens) FILTER (answered), 0),
       coalesce(sum(cost_usd) FILTER (answered), 0),
       coalesce(sum(cost_usd) FILTER (NOT answered), 0),
       coalesce(sum(cost_usd) FILTER (answered AND NOT certain), 0)
FROM a

-- name: problems
SELECT problem, count(*) AS answers FROM attempts
WHERE run_id = ? AND problem IS NOT NULL GROUP BY problem ORDER BY answers DESC

-- name: answered
SELECT DISTINCT question FROM attempts
WHERE question IN (SELECT unnest($keys)) AND category IS NOT NULL
