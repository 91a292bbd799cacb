-- name: cells
-- The matching tickets by kind of misroute, week of creation and from where to where. All kinds at
-- once, because finding the tickets is what takes time. People: first against actual category;
-- router: auto-routed against actual; labels: the label against what it should probably be.
WITH found AS (
    SELECT ticket_key, date_trunc('week', created_at) AS week, first_category, category,
           predicted, disposition
    FROM {matching}
    WHERE category <> ''
)
SELECT 'people' AS kind, week, first_category AS start, category AS finish,
       start <> finish AS is_wrong, count(*) AS tickets
FROM found WHERE first_category <> '' GROUP BY ALL
UNION ALL
SELECT 'router', week, predicted, category, predicted <> category, count(*)
FROM found WHERE disposition = 'auto' GROUP BY ALL
UNION ALL
SELECT 'labels', week, f.category, coalesce(v.suggested, f.category), v.suggested IS NOT NULL,
       count(*)
FROM found f SEMI JOIN label_checks USING (ticket_key)
LEFT JOIN v_doubtful_labels v ON v.ticket_key = f.ticket_key GROUP BY ALL

-- name: extra_handling
-- How much longer tickets took that people had put elsewhere first, category by category, so that
-- a slow category is not taken for the cost of a misroute; with its standard error.
WITH measured AS (
    SELECT category, first_category <> category AS moved, count(handle_seconds) AS n,
           avg(handle_seconds) AS mean, var_samp(handle_seconds) AS variance
    FROM tickets
    WHERE handle_seconds IS NOT NULL AND category <> '' AND first_category <> ''
      AND sorted_by_people(created_at, attributes)
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
