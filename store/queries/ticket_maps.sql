-- name: newest
SELECT map_id, method, tickets, shown, selection, run_id, regions, made_at FROM ticket_maps
ORDER BY map_id DESC LIMIT 1

-- name: strata
-- A ticket without a word has no place on a map.
SELECT ticket_key, coalesce(nullif(category, ''), predicted, '') AS stratum FROM {matching}
WHERE length > 2 ORDER BY ticket_key

-- name: texts
SELECT ticket_key, subject || chr(10) || left(body, 4000) FROM tickets
WHERE ticket_key IN (SELECT unnest($keys))

-- name: add
INSERT INTO ticket_maps (map_id, method, tickets, shown, selection, run_id, regions)
SELECT coalesce(max(map_id), 0) + 1, $method, $tickets, $shown, $selection, $run_id, $regions
FROM ticket_maps RETURNING map_id

-- name: clear
DELETE FROM ticket_map_points

-- name: add_points
INSERT INTO ticket_map_points SELECT $map_id, ticket_key, x, y FROM points

-- name: points
SELECT p.ticket_key, p.x, p.y, coalesce(t.category, '') AS actual,
       coalesce(d.category, '') AS predicted,
       CASE WHEN sorted_by_people(t.created_at, t.attributes) THEN coalesce(t.first_category, '')
            ELSE '' END AS first
FROM ticket_map_points p JOIN tickets t USING (ticket_key)
LEFT JOIN (SELECT * FROM decisions WHERE run_id = $run_id
           AND ticket_key IN (SELECT q.ticket_key FROM ticket_map_points q)) d USING (ticket_key)
WHERE p.map_id = $map_id ORDER BY p.ticket_key
