-- name: decided
-- What a run says of each ticket of the desk, and where the desk has it. A person's word stands.
-- Where the router is sure of a parent alone, that is where the ticket goes. Moved: by a reading
-- since, or by an earlier push of the run, somebody has put it where it is after it was decided.
-- Where no history was read, a changed group tells of a move.
SELECT s.ticket, s.group_id, s.status, coalesce(v.category, d.parent.category, d.category),
       coalesce(d.parent.confidence, d.confidence),
       CASE WHEN d.parent IS NULL THEN d.disposition ELSE 'auto' END, coalesce(d.review_reason, d.error, ''), d.reason, coalesce(v.reviewer, ''),
       EXISTS (SELECT 1
               FROM (SELECT desk, ticket, to_group, moved_at FROM helpdesk_moves
                     UNION ALL SELECT desk, ticket, to_group, changed_at FROM helpdesk_regroupings
                     WHERE NOT s.has_moves) m
               WHERE m.desk = $desk AND m.ticket = s.ticket AND m.moved_at > d.decided_at
                 AND m.to_group IS NOT DISTINCT FROM s.group_id
                 AND NOT EXISTS (SELECT 1 FROM push_log l JOIN pushes p USING (push_id)
                                 WHERE p.desk = $desk AND l.ticket = m.ticket AND l.written
                                   AND l.after_group IS NOT DISTINCT FROM m.to_group))
       OR EXISTS (SELECT 1 FROM push_log l JOIN pushes p USING (push_id)
                  WHERE p.desk = $desk AND p.run_id = $run_id AND l.ticket = s.ticket
                    AND l.status = 'conflict') AS moved
FROM decisions d
JOIN helpdesk_states s ON s.ticket_key = d.ticket_key AND s.desk = $desk
LEFT JOIN (SELECT ticket_key, arg_max(category, review_id) AS category,
                  arg_max(reviewer, review_id) AS reviewer
           FROM v_standing GROUP BY ticket_key) v ON v.ticket_key = d.ticket_key
WHERE d.run_id = $run_id
ORDER BY d.ticket_key

-- name: elsewhere
SELECT count(*) FROM decisions d
WHERE d.run_id = $run_id
  AND NOT EXISTS (SELECT 1 FROM helpdesk_states s
                  WHERE s.ticket_key = d.ticket_key AND s.desk = $desk)

-- name: open
-- The push of that run that was not undone since: of the live service, or of people.
SELECT p.push_id FROM pushes p
WHERE p.desk = $desk AND p.run_id = $run_id AND p.undoes IS NULL
  AND (p.actor = $service) = $by_service
  AND NOT EXISTS (SELECT 1 FROM pushes u WHERE u.undoes = p.push_id)
ORDER BY p.push_id DESC LIMIT 1

-- name: undo_of
SELECT push_id FROM pushes WHERE undoes = ? ORDER BY push_id DESC LIMIT 1

-- name: start
INSERT INTO pushes (push_id, desk, run_id, undoes, actor)
SELECT coalesce(max(push_id), 0) + 1, $desk, $run_id, $undoes, $actor FROM pushes
RETURNING push_id

-- name: plan
INSERT INTO push_tickets
SELECT $push_id, ticket, from_group, to_group, category, confidence, tags, note FROM batch b
WHERE NOT EXISTS (SELECT 1 FROM push_tickets p
                  WHERE p.push_id = $push_id AND p.ticket = b.ticket)

-- name: all
SELECT p.push_id, p.desk, p.run_id, p.undoes, p.actor, p.started_at,
       (SELECT count(*) FROM push_tickets t WHERE t.push_id = p.push_id),
       (SELECT u.push_id FROM pushes u WHERE u.undoes = p.push_id LIMIT 1)
FROM pushes p ORDER BY p.push_id DESC

-- name: open_tickets
-- in_doubt: whether the last line is an intent, else those that have none or that came to nothing.
SELECT p.ticket, p.from_group, p.to_group, p.tags, p.note, l.stamp, q.undoes IS NOT NULL
FROM push_tickets p
JOIN pushes q USING (push_id)
LEFT JOIN (SELECT ticket, arg_max(status, line) AS status, arg_max(stamp, line) AS stamp
           FROM push_log
           WHERE push_id = $push_id GROUP BY ticket) l USING (ticket)
WHERE p.push_id = $push_id
  AND CASE WHEN $in_doubt THEN l.status = 'intent'
           ELSE l.status IS NULL OR l.status = 'pending' END
ORDER BY p.ticket

-- name: last_line
SELECT coalesce(max(line), 0) FROM push_log

-- name: log
-- Lists beside each other: much quicker than a table for the one or two lines there mostly are.
INSERT INTO push_log
SELECT unnest($line::BIGINT[]), $push_id, unnest($ticket::VARCHAR[]),
       unnest($logged_at::TIMESTAMP[]), unnest($status::VARCHAR[]), unnest($reason::VARCHAR[]),
       unnest($before_group::VARCHAR[]), unnest($after_group::VARCHAR[]),
       unnest($stamp::VARCHAR[]), unnest($written::BOOLEAN[])

-- name: outcomes
SELECT o.ticket, o.status, o.reason, coalesce(f.name, o.from_group), coalesce(t.name, o.to_group),
       o.confidence, coalesce(a.name, o.after_group), o.logged_at
FROM v_push_outcomes o
JOIN pushes p USING (push_id)
LEFT JOIN helpdesk_groups f ON f.desk = p.desk AND f.group_id = o.from_group
LEFT JOIN helpdesk_groups t ON t.desk = p.desk AND t.group_id = o.to_group
LEFT JOIN helpdesk_groups a ON a.desk = p.desk AND a.group_id = o.after_group
WHERE o.push_id = ? ORDER BY o.ticket

-- name: counts
SELECT status, count(*) FROM v_push_outcomes WHERE push_id = ? GROUP BY status

-- name: way_back
-- Tickets where our write stands, or might stand, with where they were before it.
SELECT o.ticket, o.to_group AS from_group, coalesce(o.before_group, o.from_group) AS to_group,
       o.category, o.confidence, t.tags
FROM v_push_outcomes o
JOIN push_tickets t USING (push_id, ticket)
WHERE o.push_id = ? AND (o.written OR o.status = 'unknown') ORDER BY o.ticket

-- name: audit
-- A line names the group before only where that is not the planned one.
SELECT p.actor, l.logged_at, l.ticket, l.status,
       coalesce(b.name, l.before_group, t.from_group), coalesce(a.name, l.after_group), l.reason,
       p.push_id
FROM push_log l
JOIN pushes p USING (push_id)
JOIN push_tickets t USING (push_id, ticket)
LEFT JOIN helpdesk_groups b
       ON b.desk = p.desk AND b.group_id = coalesce(l.before_group, t.from_group)
LEFT JOIN helpdesk_groups a ON a.desk = p.desk AND a.group_id = l.after_group
WHERE ($push_id IS NULL OR l.push_id = $push_id)
ORDER BY l.line DESC LIMIT $most

-- name: kept
SELECT push_id, count(*) AS n, count(*) FILTER (kept) AS kept
FROM v_push_kept WHERE $run_id IS NULL OR run_id = $run_id
GROUP BY push_id ORDER BY push_id
