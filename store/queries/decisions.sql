-- name: outcomes
-- Every decision of a run counted once: auto-routed (no reason), or by why a person is wanted.
SELECT coalesce(d.review_kind, d.disposition) AS reason, d.disposition = 'auto' AS alone,
       count(*) AS tickets, count(nullif(t.category, '')) AS labelled,
       count(*) FILTER (d.category = t.category) AS correct
FROM decisions d JOIN tickets t USING (ticket_key) WHERE d.run_id = ?
GROUP BY ALL ORDER BY alone DESC, tickets DESC, reason

-- name: parents
-- Tickets that were answered with a parent, by that parent and their actual category.
SELECT d.parent.category AS parent, t.category AS actual, count(*) AS tickets
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? AND d.parent IS NOT NULL AND t.category <> '' GROUP BY ALL ORDER BY ALL

-- name: labelled
SELECT m.category AS actual, m.predicted, m.confidence, m.disposition, m.first_category AS first,
       b.category AS by_text, b.near_group
FROM {matching} m LEFT JOIN text_baseline b USING (ticket_key)
WHERE m.predicted IS NOT NULL AND m.category <> ''
ORDER BY ticket_key

-- name: answered
SELECT m.category, m.predicted, nullif(m.first_category, ''), b.category, count(*)
FROM {matching} m LEFT JOIN text_baseline b USING (ticket_key)
WHERE m.predicted IS NOT NULL AND m.category <> ''
GROUP BY ALL ORDER BY ALL

-- name: answered_texts
-- The same with one ticket for each group of near-duplicates; nothing until all groups are known.
WITH measured AS (
    SELECT ticket_key, m.category AS actual, m.predicted, nullif(m.first_category, '') AS first,
           b.category AS by_text, b.near_group
    FROM {matching} m LEFT JOIN text_baseline b USING (ticket_key)
    WHERE m.predicted IS NOT NULL AND m.category <> ''
), texts AS (
    SELECT actual, predicted, first, by_text
    FROM measured WHERE (SELECT count(*) = count(near_group) FROM measured)
    QUALIFY row_number() OVER (PARTITION BY near_group ORDER BY ticket_key) = 1
)
SELECT actual, predicted, first, by_text, count(*) FROM texts GROUP BY ALL ORDER BY ALL

-- name: confused
-- Labelled decisions counted by actual and predicted category; with $one_of_each one ticket for each
-- group of near-duplicates, where all groups are known. Counted here for the reason given below.
WITH measured AS (
    SELECT d.ticket_key, t.category AS actual, d.category AS predicted, b.near_group
    FROM decisions d JOIN tickets t USING (ticket_key) LEFT JOIN text_baseline b USING (ticket_key)
    WHERE d.run_id = $run_id AND t.category <> '' AND d.category IS NOT NULL
), grouped AS (SELECT count(*) = count(near_group) AS known FROM measured)
SELECT actual, predicted, count(*) AS tickets
FROM (
    SELECT actual, predicted FROM measured WHERE NOT $one_of_each OR NOT (SELECT known FROM grouped)
    UNION ALL
    SELECT arg_min(actual, ticket_key), arg_min(predicted, ticket_key) FROM measured
    WHERE $one_of_each AND (SELECT known FROM grouped) GROUP BY near_group
)
GROUP BY ALL ORDER BY ALL

-- name: copies
-- The actual categories of the first two tickets of each text that comes again, counted.
WITH placed AS (
    SELECT b.near_group, t.category AS actual,
           row_number() OVER (PARTITION BY b.near_group ORDER BY ticket_key) AS place
    FROM decisions d JOIN tickets t USING (ticket_key) JOIN text_baseline b USING (ticket_key)
    WHERE d.run_id = ? AND t.category <> '' AND d.category IS NOT NULL
)
SELECT a.actual, b.actual, count(*)
FROM placed a JOIN placed b USING (near_group) WHERE a.place = 1 AND b.place = 2
GROUP BY ALL ORDER BY ALL

-- name: sliced
-- Labelled decisions counted by month, channel, language and how many of four lengths their text
-- reaches (line break between subject and body included). Counted here, as a million rows would
-- take Python half a minute.
WITH measured AS (
    SELECT date_trunc('month', created_at) AS month, nullif(channel, '') AS "Channel",
           nullif(language, '') AS "Language", length AS n, predicted = category AS correct
    FROM {matching} WHERE predicted IS NOT NULL AND category <> ''
)
SELECT strftime(month, '%Y-%m') AS "Month", "Channel", "Language",
       (n >= $lengths[1])::INT + (n >= $lengths[2])::INT + (n >= $lengths[3])::INT
       + (n >= $lengths[4])::INT AS "Length",
       count(*) AS tickets, count(*) FILTER (correct) AS correct
FROM measured GROUP BY ALL

-- name: languages
-- How many labelled decisions are on tickets of each language, the commonest first.
SELECT coalesce(nullif(t.language, ''), 'unknown') AS language, count(*) AS tickets
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? AND t.category <> ''
GROUP BY ALL ORDER BY tickets DESC, language

-- name: latest_answers
SELECT t.id, t.subject, d.category, d.confidence, d.disposition
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? ORDER BY d.ticket_key DESC LIMIT 8

-- name: of_ticket
SELECT d.run_id, d.router, d.category, d.confidence, d.parent.category AS parent,
       list_aggregate(list_transform(d.problems, lambda p: p.category), 'string_agg', ' | ')
           AS problems,
       d.alternatives, d.disposition, d.review_reason, d.reason, d.error, d.decided_at
FROM decisions d WHERE d.ticket_key = ? ORDER BY d.run_id DESC

-- name: predictions
SELECT t.line, d.category, d.confidence, d.disposition, d.reason, d.error,
       d.parent.category, list_transform(d.problems, lambda p: p.category)
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = $run_id AND t.import_id = $import_id AND t.line BETWEEN $first AND $last

-- name: evidence
SELECT d.ticket_key, d.category AS predicted, d.confidence, d.category = t.category AS correct,
       b.near_group, (hash(t.subject, t.body) >> 1)::BIGINT AS same_text,
       d.calibrated, length(t.subject) + length(t.body) AS length,
       d.disposition = 'auto' AS alone, t.created_at AS created, d.router,
       -- A sign in the text sends it to a person whatever the threshold.
       coalesce(d.review_kind IN ('orders', 'hidden text', 'language', 'two problems'), false)
           AS held
FROM decisions d JOIN tickets t USING (ticket_key) LEFT JOIN text_baseline b USING (ticket_key)
WHERE d.run_id = ? AND t.category <> '' ORDER BY ticket_key

-- name: ranked
-- Every decision with the next likeliest categories of each; without a label, actual is empty.
SELECT coalesce(t.category, '') AS actual, d.category AS predicted, d.confidence, d.alternatives AS others, d.router,
       coalesce(d.review_kind IN ('orders', 'hidden text', 'language', 'two problems'), false)
           AS held
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? ORDER BY ticket_key

-- name: unlabelled
SELECT d.ticket_key, d.category AS predicted, d.confidence, length(t.subject) + length(t.body) AS length,
       d.router, coalesce(d.review_kind IN ('orders', 'hidden text', 'language', 'two problems'), false)
           AS held
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? AND (t.category IS NULL OR t.category = '') AND d.error IS NULL

-- name: together
-- Labelled tickets that every one of the runs has decided, one row a run and ticket.
SELECT d.ticket_key, t.category AS actual, d.run_id, d.category AS predicted,
       b.near_group, (hash(t.subject, t.body) >> 1)::BIGINT AS same_text
FROM decisions d JOIN tickets t USING (ticket_key) LEFT JOIN text_baseline b USING (ticket_key)
WHERE list_contains($run_ids, d.run_id) AND t.category <> ''
  AND ticket_key IN (SELECT c.ticket_key FROM decisions c WHERE list_contains($run_ids, c.run_id)
                     GROUP BY c.ticket_key HAVING count(*) = len($run_ids))
ORDER BY d.run_id, ticket_key

-- name: totals_together
SELECT d.run_id, count(*) AS n, sum(d.cost_usd) AS cost_usd,
       avg(d.latency_seconds) AS latency_mean,
       quantile_cont(d.latency_seconds, 0.95) AS latency_p95,
       count(*) FILTER (d.disposition = 'auto') AS auto,
       count(*) FILTER (d.disposition = 'auto' AND d.category = t.category) AS auto_correct
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE list_contains($run_ids, d.run_id) AND t.category <> ''
  AND ticket_key IN (SELECT c.ticket_key FROM decisions c WHERE list_contains($run_ids, c.run_id)
                     GROUP BY c.ticket_key HAVING count(*) = len($run_ids))
GROUP BY d.run_id

-- name: differing
-- Labelled tickets on which two runs disagree; an_outcome: who is right, NULL for any.
SELECT t.ticket_key, t.id, t.subject, t.category AS actual, a.category AS first,
       b.category AS second, a.confidence AS first_confidence, b.confidence AS second_confidence
FROM decisions a JOIN decisions b USING (ticket_key) JOIN tickets t USING (ticket_key)
WHERE a.run_id = $first AND b.run_id = $second AND a.category <> b.category AND t.category <> ''
  AND ($outcome IS NULL OR $outcome = CASE WHEN a.category = t.category THEN 'first'
       WHEN b.category = t.category THEN 'second' ELSE 'neither' END)
ORDER BY ticket_key LIMIT $most

-- name: stages
-- Labelled tickets that both runs have decided, with what each costs and says.
SELECT a.category AS first, a.confidence AS first_confidence,
       a.category = t.category AS first_correct, b.category AS second,
       b.confidence AS second_confidence, b.category = t.category AS second_correct,
       a.cost_usd AS first_cost, b.cost_usd AS second_cost,
       n.near_group, (hash(t.subject, t.body) >> 1)::BIGINT AS same_text
FROM decisions a JOIN decisions b USING (ticket_key) JOIN tickets t USING (ticket_key)
LEFT JOIN text_baseline n USING (ticket_key)
WHERE a.run_id = $first AND b.run_id = $second AND t.category <> ''
ORDER BY ticket_key

-- name: answers
SELECT t.id, d.category, d.confidence, d.alternatives, d.reason, d.calibrated, d.input_tokens,
       d.output_tokens, d.cached_tokens, d.cost_usd, d.latency_seconds, d.error, d.signs
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? ORDER BY d.ticket_key
