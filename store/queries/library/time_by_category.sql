-- title: Triage and handle time by category
-- says: Median and 90th percentile of the seconds spent deciding and working, by actual category.
-- chart: bar x=category y=median_handle
SELECT coalesce(category, 'not known') AS category, count(*) AS tickets,
       median(triage_seconds) AS median_triage, quantile_cont(triage_seconds, 0.9) AS p90_triage,
       median(handle_seconds) AS median_handle, quantile_cont(handle_seconds, 0.9) AS p90_handle
FROM tickets
GROUP BY ALL
ORDER BY tickets DESC
