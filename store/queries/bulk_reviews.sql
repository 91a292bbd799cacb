-- name: candidates
-- What may be accepted together, in an order that has nothing to do with the tickets. A sample
-- proves something once: after a bulk accept the next one needs another.
SELECT ticket_key, row_number() OVER (ORDER BY hash(ticket_key), ticket_key) AS place
FROM waiting($run_id, $kind, $category, $least, $most) w
WHERE (unplaced OR NOT $unplaced) AND list_contains($kinds, review_kind)
  AND NOT EXISTS (SELECT 1 FROM v_standing s
                  WHERE s.ticket_key = w.ticket_key
                    AND (s.origin <> 'sample'
                         OR s.review_id < (SELECT max(b.review_id) FROM v_standing b
                                           WHERE b.origin = 'bulk')))
ORDER BY place

-- name: checked
-- A suggestion is right where the person chose it and the export does not know better.
SELECT count(*),
       count(*) FILTER (s.verdict = 'chosen' AND s.category = d.category
                        AND coalesce(nullif(t.exported_category, ''), d.category) = d.category),
       count(*) FILTER (t.exported_category <> ''),
       count(*) FILTER (t.exported_category <> d.category AND t.exported_category <> '')
FROM queued q
JOIN (SELECT DISTINCT ON (ticket_key) * FROM v_standing
      ORDER BY ticket_key, review_id DESC) s USING (ticket_key)
JOIN decisions d ON d.run_id = $run_id AND d.ticket_key = q.ticket_key
JOIN tickets t ON t.ticket_key = q.ticket_key

-- name: known
-- Labels that are known already, of all that match, and whether they are not what is suggested.
SELECT ticket_key, t.category <> w.category AS otherwise
FROM waiting($run_id, $kind, $category, $least, $most) w JOIN tickets t USING (ticket_key)
WHERE list_contains($kinds, w.review_kind) AND t.category <> ''

-- name: accept
INSERT INTO reviews {review_columns}
SELECT {newest_review} + row_number() OVER (ORDER BY q.place),
       q.ticket_key, $reviewer, 'chosen', d.category, NULL, $note, 'bulk', false, $run_id,
       d.category, d.confidence, d.review_reason, d.router, r.fingerprint, r.policy_id, NULL,
       NULL, now() AT TIME ZONE 'UTC', 'bulk', NULL
FROM queued q
JOIN decisions d ON d.run_id = $run_id AND d.ticket_key = q.ticket_key
JOIN runs r ON r.run_id = $run_id
WHERE NOT EXISTS (SELECT 1 FROM v_standing s WHERE s.ticket_key = q.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = q.ticket_key
                  AND c.held_until > $now AND c.session <> $session)
RETURNING ticket_key

-- name: newest
SELECT reviewed_at, reviewer, count(*), any_value(note) FROM v_standing
WHERE origin = 'bulk' GROUP BY reviewed_at, reviewer ORDER BY reviewed_at DESC LIMIT 1

-- name: take_back
INSERT INTO reviews {review_columns}
SELECT {newest_review} + row_number() OVER (ORDER BY s.review_id),
       s.ticket_key, $reviewer, 'undone', NULL, NULL, '', 'bulk', false, s.run_id, s.suggested,
       s.confidence, s.review_reason, s.router, s.fingerprint, s.policy_id, NULL, s.review_id,
       now() AT TIME ZONE 'UTC', s.basis, NULL
FROM v_standing s WHERE s.origin = 'bulk' AND s.reviewed_at = $at
RETURNING ticket_key
