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
