-- name: cells
-- How many of the matching tickets went from where to where in which week, right or wrong.
SELECT date_trunc('week', created_at) AS week, start, finish, is_wrong, count(*) AS tickets
FROM misrouting($kind, $run_id, $text, $actual, $predicted, $first, $channel, $language, $since,
                $until, $least, $most, $suggested)
WHERE counts GROUP BY ALL

-- name: extra_handling
-- How much longer tickets took that people had put elsewhere first, category by category, so that
-- a slow category is not taken for the cost of a misroute; with its standard error.
WITH measured AS (
    SELECT category, first_category <> category AS moved, count(handle_seconds) AS n,
           avg(handle_seconds) AS mean, var_samp(handle_seconds) AS variance
    FROM tickets WHERE handle_seconds IS NOT NULL AND category <> '' AND first_category <> ''
    GROUP BY ALL
)
SELECT coalesce(sum(m.n), 0)::BIGINT, sum(m.n * (m.mean - s.mean)) / sum(m.n),
       sqrt(sum(m.n * m.n * (m.variance / m.n + s.variance / s.n))) / sum(m.n)
FROM measured m JOIN measured s USING (category)
WHERE m.moved AND NOT s.moved AND m.n > 1 AND s.n > 1

-- name: texts
-- Some of these tickets to look at, always the same.
SELECT ticket_key, subject, body FROM tickets WHERE ticket_key IN (SELECT unnest($keys))

-- name: others
-- Tickets of these categories that went the right way, always the same.
SELECT subject || chr(10) || body AS text FROM tickets
WHERE list_contains($categories, category)
  AND ticket_key NOT IN (SELECT unnest($keys))
  AND (first_category IS NULL OR first_category = category)
ORDER BY hash(ticket_key) LIMIT $most
