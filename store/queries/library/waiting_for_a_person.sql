-- title: Why tickets wait for a person
-- says: Decisions of the newest run that were not auto-routed, by category and reason.
-- chart: bar x=category y=tickets colour=why
SELECT category, coalesce(review_kind, disposition) AS why, count(*) AS tickets
FROM decisions
WHERE run_id = (SELECT max(run_id) FROM decisions) AND disposition <> 'auto'
GROUP BY ALL
ORDER BY tickets DESC
