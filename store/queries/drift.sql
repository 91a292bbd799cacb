-- name: decided
-- Tickets with the newest decision on each, oldest ticket first; a decision given in a file counts
-- before one of a run. Without times the order is that of the import.
WITH newest AS (
    SELECT ticket_key, max(run_id) AS run_id FROM decisions WHERE error IS NULL GROUP BY ticket_key
)
SELECT t.ticket_key, epoch(t.created_at) AS time, t.subject || chr(10) || t.body AS text,
       coalesce(p.category, d.category) AS category,
       coalesce(p.confidence, d.confidence) AS confidence,
       coalesce(p.model, json_extract_string(r.settings, '$.llm.model'), d.router) AS model,
       coalesce(p.auto, d.disposition = 'auto') AS auto
FROM tickets t
LEFT JOIN drift_predictions p USING (ticket_key)
LEFT JOIN newest n USING (ticket_key)
LEFT JOIN decisions d ON d.ticket_key = n.ticket_key AND d.run_id = n.run_id
LEFT JOIN runs r ON r.run_id = n.run_id
WHERE coalesce(p.ticket_key, n.ticket_key) IS NOT NULL
  AND ($until IS NULL OR t.created_at IS NULL OR t.created_at <= $until::TIMESTAMP)
  AND (NOT $unseen OR t.ticket_key NOT IN (SELECT s.ticket_key FROM drift_seen s))
ORDER BY t.created_at NULLS LAST, t.ticket_key
LIMIT $most OFFSET $start

-- name: labels
-- Actual categories that no suggestion stood behind: of the export, or by a blind look. A blind look
-- counts from when it was made, one of the export from when the ticket was solved.
WITH blind AS (
    SELECT r.ticket_key, arg_max(r.category, r.review_id) AS category, max(r.reviewed_at) AS at
    FROM reviews r
    WHERE r.category <> '' AND r.undoes IS NULL
      AND (r.blind OR (r.suggested IS NULL AND r.origin <> 'bulk'))
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
      AND ($until IS NULL OR r.reviewed_at <= $until::TIMESTAMP)
    GROUP BY r.ticket_key
),
given AS (
    SELECT t.ticket_key, coalesce(b.category, t.exported_category) AS category,
           CASE WHEN b.category IS NULL THEN coalesce(t.solved_at, t.created_at) ELSE b.at END AS at
    FROM tickets t LEFT JOIN blind b USING (ticket_key)
    WHERE coalesce(b.category, t.exported_category) <> ''
)
SELECT g.ticket_key, g.category, epoch(g.at) AS time
FROM given g
WHERE ($until IS NULL OR g.at IS NULL OR g.at <= $until::TIMESTAMP)
  AND (NOT $unseen OR g.ticket_key NOT IN (SELECT s.ticket_key FROM drift_seen s WHERE s.labelled))
ORDER BY g.at NULLS LAST, g.ticket_key

-- name: reference
SELECT reference_id, first_ticket, last_ticket, tickets, set_by, set_at
FROM drift_references ORDER BY reference_id DESC LIMIT 1

-- name: add_reference
INSERT INTO drift_references (reference_id, first_ticket, last_ticket, tickets, set_by)
SELECT coalesce(max(reference_id), 0) + 1, $first_ticket, $last_ticket, $tickets, $set_by
FROM drift_references
RETURNING reference_id

-- name: forget_seen
DELETE FROM drift_seen

-- name: state
SELECT state, looks, epoch(as_of) FROM drift_state WHERE reference_id = ?

-- name: set_state
INSERT OR REPLACE INTO drift_state
VALUES ($reference_id, $looks, make_timestamp(($as_of * 1000000)::BIGINT), $state)

-- name: add_seen
INSERT OR REPLACE INTO drift_seen SELECT ticket_key, labelled FROM batch

-- name: add_alarm
-- An alarm that is known already gets its effects alone.
INSERT INTO drift_alarms
    (alarm_id, reference_id, number, kind, subject, raised_at, raised_after, since_at,
     since_ticket, unit, reference, now, low, high, tickets, explains)
SELECT (SELECT coalesce(max(alarm_id), 0) + 1 FROM drift_alarms), $reference_id, $number, $kind,
       $subject, make_timestamp(($raised_at * 1000000)::BIGINT), $raised_after,
       make_timestamp(($since_at * 1000000)::BIGINT), $since_ticket, $unit, $reference, $now, $low,
       $high, $tickets, $explains::STRUCT(kind VARCHAR, subject VARCHAR[])[]
ON CONFLICT (reference_id, number) DO UPDATE SET explains = excluded.explains
RETURNING alarm_id

-- name: alarms
-- The alarms against the newest reference, newest first.
SELECT alarm_id, number, kind, subject, epoch(raised_at), raised_after, epoch(since_at),
       since_ticket, unit, reference, now, low, high, tickets, explains, state
FROM drift_alarms
WHERE reference_id = (SELECT max(reference_id) FROM drift_references)
ORDER BY number DESC

-- name: close_alarm
UPDATE drift_alarms
SET state = 'closed', closed_by = $closed_by, closed_at = now() AT TIME ZONE 'UTC'
WHERE alarm_id = $alarm_id AND state = 'open'

-- name: add_message
INSERT INTO drift_messages (alarm_id, channel) VALUES ($alarm_id, $channel) ON CONFLICT DO NOTHING

-- name: waiting_messages
SELECT alarm_id, channel FROM drift_messages WHERE sent_at IS NULL ORDER BY alarm_id, channel

-- name: sent_message
UPDATE drift_messages
SET attempts = attempts + 1, problem = NULL, sent_at = now() AT TIME ZONE 'UTC'
WHERE alarm_id = $alarm_id AND channel = $channel

-- name: failed_message
UPDATE drift_messages SET attempts = attempts + 1, problem = $problem
WHERE alarm_id = $alarm_id AND channel = $channel

-- name: messages
SELECT m.alarm_id, m.channel, m.attempts, m.problem, m.sent_at
FROM drift_messages m JOIN drift_alarms a USING (alarm_id)
ORDER BY m.alarm_id DESC, m.channel

-- name: ids
SELECT ticket_key, id FROM tickets WHERE ticket_key IN (SELECT unnest($keys))

-- name: keys_of_ids
SELECT id, min(ticket_key) FROM tickets GROUP BY id

-- name: add_predictions
INSERT OR REPLACE INTO drift_predictions
SELECT ticket_key, category, confidence, model, auto FROM batch

-- name: by_period
-- What each day, week or month shows, category by category.
WITH newest AS (
    SELECT ticket_key, max(run_id) AS run_id FROM decisions WHERE error IS NULL GROUP BY ticket_key
),
decided AS (
    SELECT t.ticket_key, date_trunc($period, t.created_at) AS at,
           coalesce(p.category, d.category) AS category,
           coalesce(p.confidence, d.confidence) AS confidence,
           coalesce(p.auto, d.disposition = 'auto') AS auto,
           length(t.subject) + length(t.body) AS length, t.exported_category AS actual
    FROM tickets t
    LEFT JOIN drift_predictions p USING (ticket_key)
    LEFT JOIN newest n USING (ticket_key)
    LEFT JOIN decisions d ON d.ticket_key = n.ticket_key AND d.run_id = n.run_id
    WHERE coalesce(p.ticket_key, n.ticket_key) IS NOT NULL AND t.created_at IS NOT NULL
)
SELECT at, category, count(*) AS tickets, count(*) FILTER (auto) AS auto,
       sum(confidence) AS confidence, sum(confidence * confidence) AS confidence_squared,
       sum(length) AS length, sum(length * length)::DOUBLE AS length_squared,
       count(actual) FILTER (actual <> '') AS labelled,
       count(*) FILTER (actual <> '' AND actual = category) AS correct
FROM decided GROUP BY at, category ORDER BY at, category
