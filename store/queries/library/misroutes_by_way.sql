-- title: Misroutes of the newest run by way
-- says: Auto-routed to the wrong category: from which actual to which predicted category, how often and how surely.
-- chart: bar x=way y=misroutes
SELECT actual_category || ' → ' || category AS way, count(*) AS misroutes,
       round(avg(confidence), 3) AS mean_confidence
FROM v_misroutes
WHERE run_id = (SELECT max(run_id) FROM decisions)
GROUP BY actual_category, category
ORDER BY misroutes DESC
LIMIT 25
