-- name: forget
DELETE FROM field_answers WHERE run_id = $run_id

-- name: forget_tickets
DELETE FROM field_answers WHERE run_id = $run_id AND list_contains($keys, ticket_key)

-- name: write
INSERT INTO field_answers BY NAME SELECT * FROM batch

-- name: of_field
SELECT f.value, f.confidence, f.actual, b.near_group,
       (hash(t.subject, t.body) >> 1)::BIGINT AS same_text
FROM field_answers f JOIN tickets t USING (ticket_key) LEFT JOIN text_baseline b USING (ticket_key)
WHERE f.run_id = $run_id AND f.field = $field ORDER BY ticket_key

-- name: fields
SELECT DISTINCT field FROM field_answers WHERE run_id = ? ORDER BY field

-- name: by_line
SELECT t.line, f.field, f.value FROM field_answers f JOIN tickets t USING (ticket_key)
WHERE f.run_id = $run_id AND t.import_id = $import_id

-- name: at_desk
SELECT s.ticket, f.ticket_key, f.field, f.value, f.confidence, f.alone
FROM field_answers f JOIN helpdesk_states s ON s.ticket_key = f.ticket_key AND s.desk = $desk
WHERE f.run_id = $run_id ORDER BY s.ticket, f.field

-- name: tickets
SELECT {ticket_columns} FROM tickets
WHERE ticket_key IN (SELECT d.ticket_key FROM decisions d WHERE d.run_id = $run_id)
ORDER BY ticket_key LIMIT $most
