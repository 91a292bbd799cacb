-- name: decided
-- Tickets with the newest decision on each, oldest first; without times in the order of the import.
SELECT w.ticket_key, epoch(w.created_at) AS time, t.subject || chr(10) || t.body AS text,
       w.category, w.confidence, w.model, w.auto
FROM v_watched w JOIN tickets t USING (ticket_key)
WHERE ($until IS NULL OR w.created_at IS NULL OR w.created_at <= $until::TIMESTAMP)
  AND (NOT $unseen OR w.ticket_key NOT IN (SELECT s.ticket_key FROM drift_seen s))
ORDER BY w.created_at NULLS LAST, w.ticket_key

-- name: decided_keys
SELECT ticket_key FROM v_watched
ORDER BY created_at NULLS LAST, ticket_key
LIMIT $most OFFSET $start

-- name: decided_count
SELECT count(*) FROM v_watched

-- name: labels
-- Tickets that were drawn by confidence are left out: among them the unsure ones are too many, so
-- that more mistakes would look like drift. Accuracy from few reviews is estimated from them.
SELECT l.ticket_key, l.category, epoch(l.at) AS time, w.auto
FROM v_watched_labels l JOIN v_watched w USING (ticket_key)
WHERE ($until IS NULL OR l.at IS NULL OR l.at <= $until::TIMESTAMP)
  AND (NOT $unseen OR l.ticket_key NOT IN (SELECT s.ticket_key FROM drift_seen s WHERE s.labelled))
  AND l.ticket_key NOT IN (SELECT ticket_key FROM drift_draws)
ORDER BY l.at NULLS LAST, l.ticket_key

-- name: reference
SELECT reference_id, first_ticket, last_ticket, tickets, set_by, set_at
FROM drift_references ORDER BY reference_id DESC LIMIT 1

-- name: add_reference
INSERT INTO drift_references (reference_id, first_ticket, last_ticket, tickets, set_by)
SELECT coalesce(max(reference_id), 0) + 1, $first_ticket, $last_ticket, $tickets, $set_by
FROM drift_references
RETURNING reference_id

-- name: renew_reference
-- The same tickets once more: what is read anew under other names was told before.
INSERT INTO drift_references
SELECT reference_id + 1, first_ticket, last_ticket, tickets, set_by, set_at
FROM drift_references ORDER BY reference_id DESC LIMIT 1

-- name: forget_seen
DELETE FROM drift_seen

-- name: state
SELECT state, looks, epoch(as_of) FROM drift_state WHERE reference_id = ?

-- name: set_state
INSERT OR REPLACE INTO drift_state
VALUES ($reference_id, $looks, make_timestamp(($as_of * 1000000)::BIGINT), $state)

-- name: add_seen
INSERT INTO drift_seen SELECT ticket_key, labelled, language FROM batch
ON CONFLICT (ticket_key) DO UPDATE
SET labelled = labelled OR excluded.labelled, language = coalesce(excluded.language, language)

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

-- name: told_before
-- Alarms of what was told already, against the same tickets under other names of categories: the
-- same one then, or about a time that the watch had looked at. With who had dealt with it.
SELECT a.alarm_id, arg_max(o.closed_by, o.alarm_id) FILTER (o.state = 'closed')
FROM drift_alarms a JOIN drift_references r USING (reference_id)
JOIN drift_references e ON e.reference_id < r.reference_id AND e.set_at = r.set_at
    AND e.first_ticket = r.first_ticket AND e.last_ticket = r.last_ticket
LEFT JOIN drift_state s ON s.reference_id = e.reference_id
LEFT JOIN drift_alarms o ON o.reference_id = e.reference_id AND o.kind = a.kind
    AND o.raised_after = a.raised_after AND o.since_ticket = a.since_ticket
WHERE a.reference_id = $reference_id AND (o.alarm_id IS NOT NULL OR a.raised_at <= s.as_of)
GROUP BY a.alarm_id

-- name: alarms
-- The alarms against the newest reference, newest first.
SELECT alarm_id, number, kind, subject, epoch(raised_at), raised_after, epoch(since_at),
       since_ticket, unit, reference, now, low, high, tickets, explains, state
FROM drift_alarms
WHERE reference_id = (SELECT max(reference_id) FROM drift_references)
ORDER BY alarm_id DESC

-- name: alarms_by_id
SELECT alarm_id, number, kind, subject, epoch(raised_at), raised_after, epoch(since_at),
       since_ticket, unit, reference, now, low, high, tickets, explains, state
FROM drift_alarms WHERE alarm_id IN (SELECT unnest($numbers))

-- name: close_alarm
UPDATE drift_alarms
SET state = 'closed', closed_by = $closed_by, closed_at = now() AT TIME ZONE 'UTC'
WHERE alarm_id = $alarm_id AND state = 'open'

-- name: add_message
INSERT INTO drift_messages (alarm_id, channel) VALUES ($alarm_id, $channel) ON CONFLICT DO NOTHING

-- name: waiting_messages
SELECT alarm_id, channel FROM drift_messages WHERE state = 'waiting' ORDER BY alarm_id, channel

-- name: hand_over
-- Whoever gets a row back sends the message, and nobody else does.
UPDATE drift_messages SET state = 'sending', attempts = attempts + 1
WHERE alarm_id = $alarm_id AND channel = $channel AND state = 'waiting'
RETURNING alarm_id

-- name: sent_message
UPDATE drift_messages SET state = 'sent', problem = NULL, sent_at = now() AT TIME ZONE 'UTC'
WHERE alarm_id = $alarm_id AND channel = $channel

-- name: failed_message
UPDATE drift_messages SET state = 'waiting', problem = $problem
WHERE alarm_id = $alarm_id AND channel = $channel AND state <> 'sent'

-- name: unconfirmed_message
UPDATE drift_messages SET problem = $problem
WHERE alarm_id = $alarm_id AND channel = $channel AND state = 'sending'

-- name: messages
SELECT m.alarm_id, m.channel, m.state, m.attempts, m.problem, m.sent_at
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
-- What each day, week or month shows by category and language; the rows without a time are those of
-- the reference. labelled: with an actual category that no suggestion stood behind. settled:
-- auto-routed and with a final category in the export, or pushed and read again; moved: of these,
-- those that ended or were moved elsewhere.
WITH ends AS (
    SELECT f.created_at AS first, l.created_at AS last
    FROM (SELECT * FROM drift_references ORDER BY reference_id DESC LIMIT 1) r
    JOIN tickets f ON f.ticket_key = r.first_ticket
    JOIN tickets l ON l.ticket_key = r.last_ticket
),
decided AS (
    SELECT w.*, (length(t.subject) + length(t.body))::DOUBLE AS length, l.category AS actual,
           nullif(t.exported_category, '') AS final, k.kept, s.language,
           coalesce(w.created_at BETWEEN ends.first AND ends.last, false) AS is_reference
    FROM v_watched w JOIN tickets t USING (ticket_key)
    LEFT JOIN v_watched_labels l ON l.ticket_key = w.ticket_key
    LEFT JOIN drift_seen s ON s.ticket_key = w.ticket_key
    LEFT JOIN (SELECT ticket_key, bool_and(kept) AS kept FROM v_push_kept GROUP BY ALL) k
        ON k.ticket_key = w.ticket_key
    LEFT JOIN ends ON true
    WHERE w.created_at IS NOT NULL
)
SELECT start, category, language, count(*) AS tickets, count(*) FILTER (auto) AS auto,
       sum(confidence) AS confidence, sum(confidence * confidence) AS confidence_squared,
       sum(length) AS length, sum(length * length) AS length_squared,
       count(latency_seconds) AS answered,
       coalesce(sum(latency_seconds), 0) AS seconds,
       coalesce(sum(latency_seconds * latency_seconds), 0) AS seconds_squared,
       coalesce(sum(cost_usd), 0) AS cost, coalesce(sum(cost_usd * cost_usd), 0) AS cost_squared,
       count(actual) AS labelled, count(*) FILTER (actual = category) AS correct,
       count(actual) FILTER (auto) AS labelled_auto,
       count(*) FILTER (auto AND actual = category) AS correct_auto,
       count(*) FILTER (auto AND coalesce(final, kept::VARCHAR) IS NOT NULL) AS settled,
       count(*) FILTER (auto AND (final <> category OR NOT kept)) AS moved
FROM (
    SELECT *, date_trunc($period, created_at) AS start FROM decided
    UNION ALL SELECT *, NULL FROM decided WHERE is_reference
)
GROUP BY ALL ORDER BY start

-- name: reference_days
SELECT epoch(l.created_at - f.created_at) / 86400
FROM (SELECT * FROM drift_references ORDER BY reference_id DESC LIMIT 1) r
JOIN tickets f ON f.ticket_key = r.first_ticket JOIN tickets l ON l.ticket_key = r.last_ticket

-- name: routed_between
-- How the tickets from one to another (the last one left open: to the newest) were routed.
SELECT count(*), count(*) FILTER (w.auto), count(l.category) FILTER (w.auto),
       count(*) FILTER (w.auto AND l.category = w.category)
FROM v_watched w LEFT JOIN v_watched_labels l USING (ticket_key)
WHERE w.created_at >= (SELECT created_at FROM tickets WHERE ticket_key = $first)
  AND ($last IS NULL OR w.created_at <= (SELECT created_at FROM tickets WHERE ticket_key = $last))

-- name: auto_routed_since
-- What went without a person from that ticket on, by time; all where none is named.
SELECT ticket_key FROM v_watched
WHERE auto AND ($ticket IS NULL OR created_at IS NULL AND ticket_key >= $ticket
                OR created_at >= (SELECT created_at FROM tickets WHERE ticket_key = $ticket))
ORDER BY created_at NULLS LAST, ticket_key
