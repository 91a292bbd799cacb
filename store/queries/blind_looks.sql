-- name: chance
-- One row where the ticket was drawn, nobody has looked at it blind, and this reviewer has not had
-- its suggestion in view.
SELECT 1 FROM tickets t
WHERE t.ticket_key = $ticket_key AND blind_lot(t.ticket_key) < $share
  AND NOT EXISTS (SELECT 1 FROM v_blind_looks l WHERE l.ticket_key = t.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM reviews k WHERE k.ticket_key = t.ticket_key
                  AND k.reviewer = $reviewer AND k.basis NOT IN ('blind', 'guided'))

-- name: next
-- Drawn tickets of the run in the order of the lot, so that what is done so far is a random part.
-- Who has had one on screen with its suggestion is not asked; what was skipped comes last.
SELECT d.ticket_key FROM decisions d
LEFT JOIN (SELECT ticket_key, count(*) FILTER (verdict = 'skipped') AS skipped,
                  bool_or(basis NOT IN ('blind', 'guided')) AS seen
           FROM reviews WHERE reviewer = $reviewer GROUP BY ticket_key) k USING (ticket_key)
WHERE d.run_id = $run_id AND blind_lot(d.ticket_key) < $share
  AND NOT EXISTS (SELECT 1 FROM v_blind_looks l WHERE l.ticket_key = d.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = d.ticket_key)
  AND NOT coalesce(k.seen, false)
ORDER BY coalesce(k.skipped, 0), blind_lot(d.ticket_key), d.ticket_key LIMIT 1

-- name: progress
-- Drawn tickets of the run, those looked at, and those that somebody decided in view of a
-- suggestion before: these need another person.
SELECT count(*), count(l.ticket_key), count(r.ticket_key) FILTER (l.ticket_key IS NULL)
FROM decisions d LEFT JOIN v_blind_looks l USING (ticket_key) LEFT JOIN v_reviewed r USING (ticket_key)
WHERE d.run_id = $run_id AND blind_lot(d.ticket_key) < $share

-- name: outcomes
SELECT d.disposition = 'auto' AS auto, d.category = l.category AS correct, l.chance,
       CASE WHEN t.exported_category <> '' THEN t.exported_category = l.category END AS as_exported
FROM v_blind_looks l JOIN decisions d USING (ticket_key) JOIN tickets t USING (ticket_key)
WHERE d.run_id = ? ORDER BY ticket_key

-- name: sizes
SELECT count(*) FILTER (disposition = 'auto'), count(*) FILTER (disposition <> 'auto')
FROM decisions WHERE run_id = ?
