-- What people made of tickets that were pushed: one place for Accuracy, Push and Drift.

CREATE VIEW v_push_kept AS
SELECT p.push_id, p.run_id, p.desk, o.ticket, s.ticket_key,
       s.group_id IS NOT DISTINCT FROM o.to_group AND NOT EXISTS (
           SELECT 1 FROM helpdesk_moves m
           WHERE m.desk = p.desk AND m.ticket = o.ticket AND m.moved_at >= o.logged_at
             AND m.from_group IS NOT DISTINCT FROM o.to_group) AS kept
FROM pushes p
JOIN helpdesks h USING (desk)
JOIN v_push_outcomes o USING (push_id)
JOIN helpdesk_states s ON s.desk = p.desk AND s.ticket = o.ticket
WHERE p.undoes IS NULL AND o.status = 'assigned' AND h.read_at > o.logged_at
  AND s.status <> 'deleted'
  -- A ticket that we wrote again, or took back, says nothing of people any more.
  AND NOT EXISTS (SELECT 1 FROM push_log l JOIN pushes q USING (push_id)
                  WHERE q.desk = p.desk AND l.ticket = o.ticket AND l.push_id > p.push_id
                    AND l.written);

COMMENT ON VIEW v_push_kept IS 'Assigned tickets whose help desk was read since, and whether people left them there';
COMMENT ON COLUMN v_push_kept.push_id IS 'The push';
COMMENT ON COLUMN v_push_kept.run_id IS 'The run whose decisions were pushed';
COMMENT ON COLUMN v_push_kept.desk IS 'The help desk';
COMMENT ON COLUMN v_push_kept.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN v_push_kept.ticket_key IS 'The ticket in this workspace';
COMMENT ON COLUMN v_push_kept.kept IS 'Whether it never left the group it was put in, by all later readings';
