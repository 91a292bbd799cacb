-- name: run_of
-- The run that holds what a profile has decided live.
SELECT run_id FROM runs WHERE part = $part AND fingerprint = $fingerprint ORDER BY run_id LIMIT 1

-- name: unknown
-- Of some tickets of a desk those that were never read.
SELECT u.ticket FROM (SELECT unnest($tickets::VARCHAR[]) AS ticket) u
WHERE NOT EXISTS (SELECT 1 FROM helpdesk_states s WHERE s.desk = $desk AND s.ticket = u.ticket)

-- name: moved
-- Where our write has put a ticket, unless a reading since knows it elsewhere.
UPDATE helpdesk_states SET group_id = $after
WHERE desk = $desk AND ticket = $ticket AND group_id IS NOT DISTINCT FROM $before

-- name: keys
SELECT ticket, ticket_key FROM helpdesk_states
WHERE desk = $desk AND list_contains($tickets, ticket)

-- name: take
INSERT INTO run_tickets
SELECT $run_id, k FROM (SELECT unnest($keys::BIGINT[]) AS k)
WHERE NOT EXISTS (SELECT 1 FROM run_tickets r WHERE r.run_id = $run_id AND r.ticket_key = k)

-- name: forget
DELETE FROM decisions WHERE run_id = $run_id AND list_contains($keys, ticket_key)
