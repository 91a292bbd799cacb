-- title: Accuracy of the newest run by category
-- says: Of the tickets of each actual category: share predicted right, share auto-routed, and share right among these.
-- $channel: values
-- chart: bar x=actual_category y=accuracy,coverage
SELECT actual_category, count(*) AS tickets, round(avg(correct::INT), 4) AS accuracy,
       round(avg((disposition = 'auto')::INT), 4) AS coverage,
       round(avg(correct::INT) FILTER (disposition = 'auto'), 4) AS selective_accuracy
FROM v_decisions
WHERE run_id = (SELECT max(run_id) FROM decisions) AND actual_category <> ''
  AND ($channel IS NULL OR channel = $channel)
GROUP BY ALL
ORDER BY tickets DESC
