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

-- name: spent
SELECT count(*), count(DISTINCT split_part(attempt_id, '-', 1)),
       count(problem), count(*) FILTER (NOT certain),
       coalesce(sum(input_tokens) FILTER (certain), 0),
       coalesce(sum(output_tokens) FILTER (certain), 0),
       coalesce(sum(cached_tokens) FILTER (certain), 0),
       coalesce(sum(cost_usd) FILTER (certain), 0),
       coalesce(sum(cost_usd) FILTER (NOT certain), 0)
FROM attempts WHERE run_id = ?

-- name: problems
SELECT problem, count(*) AS answers FROM attempts
WHERE run_id = ? AND problem IS NOT NULL GROUP BY problem ORDER BY answers DESC

-- name: answered
SELECT DISTINCT question FROM attempts
WHERE question IN (SELECT unnest($keys)) AND category IS NOT NULL
