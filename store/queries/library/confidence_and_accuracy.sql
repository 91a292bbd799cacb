-- title: Does a confidence mean what it says?
-- says: Decisions of the newest run by tenths of confidence, with the share that is right in each.
-- chart: line x=confidence_from y=right
SELECT floor(least(confidence, 0.999) * 10) / 10 AS confidence_from, count(*) AS decisions,
       round(avg(correct::INT), 4) AS "right"
FROM v_decisions
WHERE run_id = (SELECT max(run_id) FROM decisions) AND correct IS NOT NULL
GROUP BY ALL
ORDER BY confidence_from
