-- title: Runs beside each other
-- says: Of every run: accuracy on labelled tickets, share auto-routed, accuracy among these, and cost.
-- chart: bar x=run y=accuracy
SELECT r.run_id || ' · ' || r.router AS run, r.status, a.n AS labelled,
       round(a.accuracy, 4) AS accuracy, round(a.coverage, 4) AS coverage,
       round(a.selective_accuracy, 4) AS selective_accuracy,
       (SELECT round(sum(d.cost_usd), 4) FROM decisions d WHERE d.run_id = r.run_id) AS cost_usd
FROM runs r LEFT JOIN v_accuracy a USING (run_id)
ORDER BY r.run_id
