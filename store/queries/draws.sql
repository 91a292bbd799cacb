-- name: candidates
-- Decided tickets from one on that have no label yet and were never drawn, with their confidences.
SELECT w.ticket_key, w.confidence FROM v_watched w
WHERE w.ticket_key NOT IN (SELECT ticket_key FROM drift_draws)
  AND ($first IS NULL
       OR w.created_at >= (SELECT created_at FROM tickets WHERE ticket_key = $first))
ORDER BY w.ticket_key

-- name: add
INSERT INTO drift_draws (ticket_key, chance, drawn_by)
SELECT ticket_key, chance, $drawn_by FROM batch ON CONFLICT DO NOTHING

-- name: chance
SELECT chance FROM drift_draws WHERE ticket_key = ?

-- name: population
-- All tickets that a draw was made from: the confidence of each, and of the drawn ones their chance
-- and, where a person has looked, whether the decision was right.
SELECT w.confidence, d.chance, l.category = w.category AS is_right
FROM v_watched w
LEFT JOIN drift_draws d USING (ticket_key)
LEFT JOIN v_watched_labels l ON l.ticket_key = w.ticket_key AND d.chance IS NOT NULL
WHERE $first IS NULL
   OR w.created_at >= (SELECT created_at FROM tickets WHERE ticket_key = $first)
