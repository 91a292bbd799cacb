-- name: desks
SELECT h.desk, h.url, h.respects_stamps, h.read_at,
       (SELECT count(*) FROM helpdesk_states s WHERE s.desk = h.desk)
FROM helpdesks h ORDER BY h.desk

-- name: add_import
INSERT INTO imports (import_id, file_name, sha256, details, tickets, rejected)
SELECT coalesce(max(import_id), 0) + 1, $title, $mark, '{}', 0, 0 FROM imports
RETURNING import_id

-- name: add_desk
INSERT INTO helpdesks (desk, url, import_id) VALUES ($desk, $url, $import_id)

-- name: forget_desk
DELETE FROM helpdesks WHERE desk = ?

-- name: forget_states
DELETE FROM helpdesk_states WHERE desk = ?

-- name: forget_moves
DELETE FROM helpdesk_moves WHERE desk = ?

-- name: forget_regroupings
DELETE FROM helpdesk_regroupings WHERE desk = ?

-- name: import_of
SELECT h.import_id FROM helpdesks h JOIN imports i USING (import_id) WHERE h.desk = ?

-- name: cursors
SELECT tickets_cursor, moves_cursor FROM helpdesks WHERE desk = ?

-- name: keep_tickets_cursor
UPDATE helpdesks SET tickets_cursor = $cursor WHERE desk = $desk

-- name: keep_moves_cursor
UPDATE helpdesks SET moves_cursor = $cursor WHERE desk = $desk

-- name: keep_read_at
UPDATE helpdesks SET read_at = $read_at WHERE desk = $desk

-- name: keep_proof
UPDATE helpdesks SET respects_stamps = $respected WHERE desk = $desk

-- name: holds
SELECT requests, held_until FROM helpdesk_holds
WHERE desk = ? AND held_until > now() AT TIME ZONE 'UTC'

-- name: keep_hold
INSERT OR REPLACE INTO helpdesk_holds VALUES ($desk, $requests, $until)

-- name: changed
-- The tickets of a page that are new or differ. A deleted ticket is often scrubbed: its text stays.
-- A page may come late, with what a ticket was like before: what is newer stays.
CREATE OR REPLACE TEMP TABLE changed_tickets AS
SELECT b.*, coalesce(s.ticket_key, t.ticket_key) AS ticket_key
FROM batch b
LEFT JOIN helpdesk_states s ON s.desk = $desk AND s.ticket = b.ticket
LEFT JOIN tickets t ON t.ticket_key = s.ticket_key OR (s.ticket IS NULL AND t.id = b.ticket)
WHERE s.ticket IS NULL OR t.ticket_key IS NULL OR b.updated_at >= s.updated_at AND (
      s.group_id IS DISTINCT FROM b.group_id OR s.status <> b.status
   OR s.version <> b.version
   OR (b.status <> 'deleted' AND (t.subject <> b.subject OR t.body <> b.body)))

-- name: number_new
UPDATE changed_tickets SET ticket_key = n.ticket_key
FROM (SELECT c.ticket, row_number() OVER (ORDER BY c.place)
             + (SELECT coalesce(greatest(max(t.ticket_key), (SELECT max(ticket_key) FROM reviews)), 0)
                FROM tickets t) AS ticket_key
      FROM changed_tickets c WHERE c.ticket_key IS NULL) n
WHERE changed_tickets.ticket = n.ticket

-- name: add_tickets
INSERT INTO tickets (ticket_key, import_id, line, id, subject, body, created_at, solved_at,
                     reassignments)
SELECT c.ticket_key, $import_id,
       c.place + (SELECT coalesce(max(line), 0) FROM tickets WHERE import_id = $import_id),
       c.ticket, c.subject, c.body, c.created_at, c.solved_at, c.reassignments
FROM changed_tickets c
WHERE NOT EXISTS (SELECT 1 FROM tickets t WHERE t.ticket_key = c.ticket_key)

-- name: update_tickets
UPDATE tickets SET subject = c.subject, body = c.body, solved_at = c.solved_at,
                   reassignments = coalesce(c.reassignments, tickets.reassignments)
FROM changed_tickets c
WHERE tickets.ticket_key = c.ticket_key AND c.status <> 'deleted'

-- name: keep_regroupings
INSERT INTO helpdesk_regroupings
SELECT $desk, c.ticket, s.group_id, c.group_id, c.updated_at
FROM changed_tickets c JOIN helpdesk_states s ON s.desk = $desk AND s.ticket = c.ticket
WHERE s.group_id IS DISTINCT FROM c.group_id

-- name: keep_states
INSERT OR REPLACE INTO helpdesk_states
SELECT $desk, ticket, ticket_key, group_id, status, updated_at, version, reassignments, false
FROM changed_tickets

-- name: count_changed
SELECT count(*) FROM changed_tickets

-- name: close_import
UPDATE imports SET
    tickets = (SELECT count(*) FROM tickets t WHERE t.import_id = imports.import_id)
WHERE import_id = ?

-- name: kept
SELECT ticket FROM helpdesk_states WHERE desk = ? AND status <> 'deleted'

-- name: mark_deleted
UPDATE helpdesk_states SET status = 'deleted'
WHERE desk = $desk AND ticket IN (SELECT unnest($tickets))

-- name: without_moves
SELECT ticket FROM helpdesk_states WHERE desk = ? AND NOT has_moves ORDER BY ticket_key

-- name: keep_moves
INSERT INTO helpdesk_moves
SELECT $desk, b.event, b.ticket, b.from_group, b.to_group, b.moved_at FROM batch b
WHERE NOT EXISTS (SELECT 1 FROM helpdesk_moves m WHERE m.desk = $desk AND m.event = b.event)
RETURNING event

-- name: moves_read
UPDATE helpdesk_states SET has_moves = true
WHERE desk = $desk AND ticket IN (SELECT unnest($tickets))

-- name: label
-- A ticket that was solved stands where it belongs; the first group is where the first move began,
-- and its own where its moves were read and there are none. Where a push of ours stands, or was
-- moved on from, its group is no proof of the category: people had seen the suggestion.
WITH written AS (
    SELECT o.ticket, max(o.push_id) AS push_id
    FROM v_push_outcomes o JOIN pushes p USING (push_id)
    WHERE p.desk = $desk AND o.written
    GROUP BY o.ticket
    HAVING arg_max(p.undoes IS NULL, p.push_id)
)
UPDATE tickets SET
    exported_category = now_called(n.label),
    written_category = nullif(n.label, now_called(n.label)),
    category = coalesce(nullif(now_called(n.label), ''), n.looked),
    first_category = now_called(n.first_label),
    written_first_category = nullif(n.first_label, now_called(n.first_label)),
    reassignments = coalesce(n.moves, tickets.reassignments)
FROM (
    SELECT s.ticket_key,
           CASE WHEN s.status IN ('solved', 'closed') AND w.push_id IS NULL
                THEN coalesce(c.category, g.name) END AS label,
           coalesce(d.category, f.name, CASE WHEN s.has_moves AND m.moves IS NULL
                    THEN coalesce(c.category, g.name) END) AS first_label,
           coalesce(m.moves, CASE WHEN s.has_moves THEN 0 END) AS moves,
           (SELECT l.category FROM v_blind_looks l WHERE l.ticket_key = s.ticket_key) AS looked
    FROM helpdesk_states s
    LEFT JOIN helpdesk_groups g ON g.desk = s.desk AND g.group_id = s.group_id
    LEFT JOIN (SELECT desk, group_id, min(category) AS category FROM helpdesk_mapping
               GROUP BY desk, group_id HAVING count(*) = 1) c
           ON c.desk = s.desk AND c.group_id = s.group_id
    LEFT JOIN (SELECT desk, ticket, count(*) AS moves,
                      arg_min(coalesce(from_group, to_group), moved_at) AS first_group
               FROM helpdesk_moves GROUP BY desk, ticket) m
           ON m.desk = s.desk AND m.ticket = s.ticket
    LEFT JOIN helpdesk_groups f ON f.desk = s.desk AND f.group_id = m.first_group
    LEFT JOIN (SELECT desk, group_id, min(category) AS category FROM helpdesk_mapping
               GROUP BY desk, group_id HAVING count(*) = 1) d
           ON d.desk = s.desk AND d.group_id = m.first_group
    LEFT JOIN written w ON w.ticket = s.ticket
    WHERE s.desk = $desk
) n
WHERE tickets.ticket_key = n.ticket_key
  AND tickets.import_id = (SELECT import_id FROM helpdesks WHERE desk = $desk)

-- name: groups
SELECT group_id, name FROM helpdesk_groups WHERE desk = ? ORDER BY name

-- name: drop_groups
DELETE FROM helpdesk_groups WHERE desk = ?

-- name: add_groups
INSERT INTO helpdesk_groups SELECT $desk, group_id, name FROM batch

-- name: mapping
SELECT category, group_id FROM helpdesk_mapping WHERE desk = ? ORDER BY category

-- name: unmap
DELETE FROM helpdesk_mapping WHERE desk = $desk AND category = $category

-- name: map
INSERT OR REPLACE INTO helpdesk_mapping VALUES ($desk, $category, $group_id)
