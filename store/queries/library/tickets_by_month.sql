-- title: Tickets by month and channel
-- says: How many tickets came in each month, through which channel; of all categories or of one.
-- $category: values
-- chart: bar x=month y=tickets colour=channel
SELECT strftime(created_at, '%Y-%m') AS month,
       coalesce(nullif(channel, ''), 'not told') AS channel,
       count(*) AS tickets
FROM tickets
WHERE created_at IS NOT NULL AND ($category IS NULL OR category = $category)
GROUP BY ALL
ORDER BY ALL
