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
SELECT count(*), count(*) FILTER (s.verdict = 'chosen' AND s.category = s.suggested)
FROM line l JOIN (SELECT DISTINCT ON (ticket_key) * FROM v_standing
                  ORDER BY ticket_key, review_id DESC) s USING (ticket_key)

-- name: accept
INSERT INTO reviews {review_columns}
SELECT {newest_review} + row_number() OVER (ORDER BY l.place),
       l.ticket_key, $reviewer, 'chosen', d.category, NULL, $note, 'bulk', false, $run_id,
       d.category, d.confidence, d.review_reason, d.router, r.fingerprint, r.policy_id, NULL,
       NULL, now() AT TIME ZONE 'UTC'
FROM line l
JOIN decisions d ON d.run_id = $run_id AND d.ticket_key = l.ticket_key
JOIN runs r ON r.run_id = $run_id
WHERE NOT EXISTS (SELECT 1 FROM v_standing s WHERE s.ticket_key = l.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = l.ticket_key
                  AND c.held_until > $now AND c.session <> $session)
RETURNING ticket_key

-- name: settle
UPDATE tickets SET category = coalesce(s.category, exported_category)
FROM changed c LEFT JOIN (SELECT ticket_key, arg_max(category, review_id) AS category
                          FROM v_standing GROUP BY ticket_key) s USING (ticket_key)
WHERE tickets.ticket_key = c.ticket_key

-- name: newest
SELECT reviewed_at, reviewer, count(*), any_value(note) FROM v_standing
WHERE origin = 'bulk' GROUP BY reviewed_at, reviewer ORDER BY reviewed_at DESC LIMIT 1

-- name: take_back
INSERT INTO reviews {review_columns}
SELECT {newest_review} + row_number() OVER (ORDER BY s.review_id),
       s.ticket_key, $reviewer, 'undone', NULL, NULL, '', 'bulk', false, s.run_id, s.suggested,
       s.confidence, s.review_reason, s.router, s.fingerprint, s.policy_id, NULL, s.review_id,
       now() AT TIME ZONE 'UTC'
FROM v_standing s WHERE s.origin = 'bulk' AND s.reviewed_at = $at
RETURNING ticket_key
