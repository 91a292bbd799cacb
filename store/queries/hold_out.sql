-- name: seconds
-- A ticket that a person decided took what the review took, else what the export says. One that
-- was auto-routed took nothing, or one more sorting where people moved it on.
WITH looked AS (
    SELECT r.ticket_key, sum(r.seconds) AS seconds FROM reviews r
    WHERE r.seconds IS NOT NULL AND r.undoes IS NULL
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
    GROUP BY r.ticket_key
),
spent AS (
    SELECT date_trunc('month', t.created_at) AS month,
           coalesce(d.review_kind = 'hold-out', false) AS held_out,
           CASE WHEN d.disposition <> 'auto' THEN coalesce(l.seconds, t.triage_seconds)
                WHEN nullif(t.exported_category, '') <> d.category
                    THEN coalesce(l.seconds, t.triage_seconds, 0)
                ELSE coalesce(l.seconds, 0) END AS seconds
    FROM decisions d JOIN tickets t USING (ticket_key) LEFT JOIN looked l USING (ticket_key)
    WHERE d.run_id = $run_id AND d.error IS NULL
)
SELECT month, held_out, seconds FROM spent WHERE seconds IS NOT NULL
