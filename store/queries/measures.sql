-- name: of_run
SELECT count(*),
       coalesce(avg(latency_seconds), 0), coalesce(stddev_samp(latency_seconds), 0),
       coalesce(avg(cost_usd), 0), coalesce(stddev_samp(cost_usd), 0),
       coalesce(avg(input_tokens), 0), coalesce(stddev_samp(input_tokens), 0),
       coalesce(avg(output_tokens), 0), coalesce(stddev_samp(output_tokens), 0),
       coalesce(sum(cached_tokens), 0)::BIGINT, coalesce(sum(input_tokens), 0)::BIGINT
FROM decisions WHERE run_id = ?

-- name: whole_months
WITH ends AS (SELECT min(created_at) AS first, max(created_at) AS last FROM tickets)
SELECT m.month, count(t.ticket_key)
FROM ends, unnest(generate_series(
         date_trunc('month', first + INTERVAL 27 DAY), date_trunc('month', last - INTERVAL 27 DAY),
         INTERVAL 1 MONTH)) AS m(month)
LEFT JOIN tickets t ON date_trunc('month', t.created_at) = m.month
GROUP BY m.month ORDER BY m.month

-- name: tickets_between
SELECT count(*) FROM tickets
WHERE created_at IS NULL OR created_at::DATE BETWEEN $first AND $last

-- name: arms
-- Of each month since a day: the tickets that by lot went to people as before, and the others, with
-- the seconds of people's work on each. A ticket that a person moved on takes so many more.
WITH later AS (
    SELECT date_trunc('month', created_at) AS month,
           coalesce(attributes[$attribute] = $value, false) AS held_out,
           triage_seconds + CASE WHEN first_category IS NOT NULL AND category IS NOT NULL
                                  AND first_category <> category THEN $seconds_moved ELSE 0 END
               AS seconds
    FROM tickets WHERE triage_seconds IS NOT NULL AND created_at >= $since
)
SELECT month, held_out, count(*), avg(seconds), coalesce(stddev_samp(seconds), 0),
       CASE WHEN count(*) > 3 AND stddev_samp(seconds) > 0 THEN kurtosis(seconds) ELSE 0 END
FROM later GROUP BY month, held_out ORDER BY month, held_out
