-- name: review_queue
-- Tickets that wait, in the order they are offered in; the three orders use what they need.
-- Who narrows the queue to a suggestion has it in view: tickets drawn for a blind look stay out.
SELECT ticket_key, row_number() OVER (ORDER BY
    CASE WHEN $order = 'risk' THEN (NOT list_contains($risky, category))::INT ELSE 0 END,
    CASE WHEN $order = 'risk' THEN created_at END,
    CASE WHEN $order = 'doubt' THEN lead END,
    CASE WHEN $order = 'sure' THEN -confidence END,
    ticket_key) AS place
FROM waiting($run_id, $kind, $category, $least, $most)
WHERE (unplaced OR NOT $unplaced) AND ($share = 0 OR blind_lot(ticket_key) >= $share)
ORDER BY place

-- name: mine
-- In the order they were taken in.
SELECT ticket_key, blind FROM review_locks WHERE session = $session AND held_until > $now
ORDER BY rowid

-- name: renew
UPDATE review_locks SET held_until = $until WHERE session = $session AND held_until > $now
RETURNING ticket_key

-- name: tabs
SELECT DISTINCT session FROM review_locks
WHERE reviewer = $reviewer AND session <> $session AND server = $server

-- name: inherit
-- A tab that is closed, or of a process that is gone: its reviewer goes on with its tickets.
UPDATE review_locks SET session = $session, server = $server, held_until = $until
WHERE reviewer = $reviewer AND (server <> $server OR list_contains($closed, session))
RETURNING ticket_key

-- name: begin
-- The clock of a new process starts anew: who held a ticket has a while to come back for it.
UPDATE review_locks SET held_until = $until

-- name: tidy
-- What has run out, and tickets whose import was taken back.
DELETE FROM review_locks c WHERE c.held_until <= $now
   OR NOT EXISTS (SELECT 1 FROM tickets t WHERE t.ticket_key = c.ticket_key)

-- name: second
-- A reviewed ticket of the share that is looked at twice, and that this reviewer has not seen.
SELECT s.ticket_key FROM v_standing s
WHERE s.origin = 'queue' AND hash(s.ticket_key) % 1000 < $permille
GROUP BY s.ticket_key
HAVING count(*) = 1 AND any_value(s.reviewer) <> $reviewer
   AND NOT EXISTS (SELECT 1 FROM reviews b WHERE b.ticket_key = s.ticket_key AND b.blind
                   AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = b.review_id))
   AND NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = s.ticket_key)
   AND NOT EXISTS (SELECT 1 FROM reviews k WHERE k.ticket_key = s.ticket_key
                   AND k.reviewer = $reviewer)
ORDER BY min(s.review_id) LIMIT 1

-- name: any_wanted
-- Cheap to ask before looking at v_wanted, which is not.
SELECT count(*) FROM reviews WHERE verdict = 'sent' OR blind

-- name: next_wanted
-- What was asked for by hand comes before the queue, unless this reviewer has skipped it.
SELECT w.ticket_key FROM v_wanted w
WHERE NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = w.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM reviews k WHERE k.ticket_key = w.ticket_key
                  AND k.verdict = 'skipped' AND k.reviewer = $reviewer
                  AND k.review_id > w.review_id)
ORDER BY w.review_id LIMIT 1

-- name: next
-- What this reviewer has skipped comes last. A drawn ticket waits for a blind look.
WITH skipped AS (
    SELECT r.ticket_key, count(*) AS times FROM reviews r
    WHERE r.verdict = 'skipped' AND r.reviewer = $reviewer
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
    GROUP BY r.ticket_key
)
SELECT q.ticket_key FROM queued q LEFT JOIN skipped k USING (ticket_key)
WHERE NOT EXISTS (SELECT 1 FROM v_standing s WHERE s.ticket_key = q.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = q.ticket_key)
  AND ($share = 0 OR blind_lot(q.ticket_key) >= $share)
  AND EXISTS (SELECT 1 FROM tickets t WHERE t.ticket_key = q.ticket_key)
ORDER BY coalesce(k.times, 0), q.place LIMIT 1

-- name: decided
SELECT count(*) FROM reviews WHERE reviewer = $reviewer AND verdict IN ('chosen', 'split')

-- name: last_wanted
-- What was asked for by hand and skipped comes back after the queue.
SELECT w.ticket_key FROM v_wanted w
WHERE NOT EXISTS (SELECT 1 FROM review_locks c WHERE c.ticket_key = w.ticket_key)
ORDER BY w.review_id LIMIT 1

-- name: take
INSERT INTO review_locks VALUES ($ticket_key, $reviewer, $session, $server, $blind, $until)

-- name: release
DELETE FROM review_locks WHERE session = $session

-- name: release_one
DELETE FROM review_locks WHERE session = $session AND ticket_key = $ticket_key

-- name: disputed
-- Judged differently in a blind second look and settled by nobody; oldest first. Who is one of the
-- two does not settle it, and what this reviewer skipped comes last.
SELECT w.ticket_key FROM v_wanted w JOIN reviews b USING (review_id)
LEFT JOIN (SELECT ticket_key, count(*) AS times FROM reviews
           WHERE verdict = 'skipped' AND reviewer = $reviewer GROUP BY ticket_key) k
    ON k.ticket_key = w.ticket_key
WHERE b.blind
  AND NOT EXISTS (SELECT 1 FROM reviews mine WHERE mine.ticket_key = w.ticket_key
                  AND mine.reviewer = $reviewer AND mine.category IS NOT NULL)
ORDER BY coalesce(k.times, 0), w.review_id

-- name: held
SELECT ticket_key FROM review_locks

-- name: judgements
SELECT arg_max(category, review_id), arg_max(note, review_id), reviewer
FROM reviews r
WHERE ticket_key = ? AND category IS NOT NULL AND undoes IS NULL
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
GROUP BY reviewer ORDER BY max(review_id)

-- name: held_by_others
SELECT count(*) FROM review_locks
WHERE ticket_key = $ticket_key AND session <> $session AND held_until > $now

-- name: left
SELECT count(*) FROM queued q
WHERE NOT EXISTS (SELECT 1 FROM v_standing s WHERE s.ticket_key = q.ticket_key)

-- name: left_wanted
-- Those of them that the queue does not count already.
SELECT count(*) FROM v_wanted w
WHERE NOT EXISTS (SELECT 1 FROM queued q WHERE q.ticket_key = w.ticket_key)
   OR EXISTS (SELECT 1 FROM v_standing s WHERE s.ticket_key = w.ticket_key)

-- name: others
SELECT DISTINCT reviewer FROM review_locks
WHERE session <> $session AND reviewer <> $reviewer AND held_until > $now ORDER BY reviewer

-- name: answer
SELECT category, confidence, alternatives, reason, disposition, review_reason, review_kind, error,
       router
FROM decisions WHERE run_id = $run_id AND ticket_key = $ticket_key

-- name: wanted_by
SELECT r.verdict, r.reviewer, r.note FROM v_wanted w JOIN reviews r USING (review_id)
WHERE w.ticket_key = ?
