-- Help desks: what was read from them, what was written to them, and what came of it.

CREATE TABLE helpdesks (
    desk VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    import_id BIGINT NOT NULL,
    tickets_cursor VARCHAR,
    moves_cursor VARCHAR,
    respects_stamps BOOLEAN,
    read_at TIMESTAMP
);

COMMENT ON TABLE helpdesks IS 'Help desks whose tickets were read into this workspace';
COMMENT ON COLUMN helpdesks.desk IS 'zendesk, freshdesk or servicenow';
COMMENT ON COLUMN helpdesks.url IS 'Its address';
COMMENT ON COLUMN helpdesks.import_id IS 'The import that holds its tickets';
COMMENT ON COLUMN helpdesks.tickets_cursor IS 'From where the next reading of tickets goes on';
COMMENT ON COLUMN helpdesks.moves_cursor IS 'From where the next reading of moves goes on';
COMMENT ON COLUMN helpdesks.respects_stamps IS 'Whether updates of many tickets were shown to refuse an old stamp (Zendesk); empty before the proof';
COMMENT ON COLUMN helpdesks.read_at IS 'When the last whole reading began, UTC';

CREATE TABLE helpdesk_groups (
    desk VARCHAR NOT NULL,
    group_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (desk, group_id)
);

COMMENT ON TABLE helpdesk_groups IS 'Groups of the help desks, as they were read last';
COMMENT ON COLUMN helpdesk_groups.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_groups.group_id IS 'The id of the group in the help desk';
COMMENT ON COLUMN helpdesk_groups.name IS 'Its name';

CREATE TABLE helpdesk_mapping (
    desk VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    group_id VARCHAR NOT NULL,
    PRIMARY KEY (desk, category)
);

COMMENT ON TABLE helpdesk_mapping IS 'Which category belongs to which group of a help desk';
COMMENT ON COLUMN helpdesk_mapping.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_mapping.category IS 'The category';
COMMENT ON COLUMN helpdesk_mapping.group_id IS 'The group its tickets are assigned to';

CREATE TABLE helpdesk_states (
    desk VARCHAR NOT NULL,
    ticket VARCHAR NOT NULL,
    ticket_key BIGINT NOT NULL,
    group_id VARCHAR,
    status VARCHAR NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    version VARCHAR NOT NULL,
    reassignments INTEGER,
    has_moves BOOLEAN NOT NULL DEFAULT false,
    PRIMARY KEY (desk, ticket)
);

COMMENT ON TABLE helpdesk_states IS 'Tickets as their help desk had them at the last reading';
COMMENT ON COLUMN helpdesk_states.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_states.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN helpdesk_states.ticket_key IS 'The ticket in this workspace';
COMMENT ON COLUMN helpdesk_states.group_id IS 'The group it is assigned to; empty without one';
COMMENT ON COLUMN helpdesk_states.status IS 'open, solved, closed, merged or deleted';
COMMENT ON COLUMN helpdesk_states.updated_at IS 'When it changed last, UTC';
COMMENT ON COLUMN helpdesk_states.version IS 'Differs after every change';
COMMENT ON COLUMN helpdesk_states.reassignments IS 'How often it changed its group, as far as the help desk counts that';
COMMENT ON COLUMN helpdesk_states.has_moves IS 'Whether its moves were read since it changed';

CREATE TABLE helpdesk_moves (
    desk VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    ticket VARCHAR NOT NULL,
    from_group VARCHAR,
    to_group VARCHAR,
    moved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (desk, event)
);

COMMENT ON TABLE helpdesk_moves IS 'Changes of the group of a ticket, as the help desk tells them';
COMMENT ON COLUMN helpdesk_moves.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_moves.event IS 'The id of the change in the help desk';
COMMENT ON COLUMN helpdesk_moves.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN helpdesk_moves.from_group IS 'The group it left; empty without one';
COMMENT ON COLUMN helpdesk_moves.to_group IS 'The group it came to; empty without one';
COMMENT ON COLUMN helpdesk_moves.moved_at IS 'When, UTC';

CREATE TABLE pushes (
    push_id BIGINT PRIMARY KEY,
    desk VARCHAR NOT NULL,
    run_id BIGINT NOT NULL,
    undoes BIGINT,
    actor VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE pushes IS 'Assignments of groups to the tickets of a help desk, by the decisions of a run';
COMMENT ON COLUMN pushes.push_id IS 'Number of the push';
COMMENT ON COLUMN pushes.desk IS 'The help desk';
COMMENT ON COLUMN pushes.run_id IS 'The run whose decisions are written';
COMMENT ON COLUMN pushes.undoes IS 'The push whose tickets go back; empty for one that goes forward';
COMMENT ON COLUMN pushes.actor IS 'Who pushed';
COMMENT ON COLUMN pushes.started_at IS 'When, UTC';

CREATE TABLE push_tickets (
    push_id BIGINT NOT NULL,
    ticket VARCHAR NOT NULL,
    from_group VARCHAR,
    to_group VARCHAR,
    category VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    tags VARCHAR[] NOT NULL,
    note VARCHAR NOT NULL,
    PRIMARY KEY (push_id, ticket)
);

COMMENT ON TABLE push_tickets IS 'The tickets that were planned for a push';
COMMENT ON COLUMN push_tickets.push_id IS 'The push';
COMMENT ON COLUMN push_tickets.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN push_tickets.from_group IS 'The group it was in when the push was planned; empty without one';
COMMENT ON COLUMN push_tickets.to_group IS 'The group it is assigned to; empty for none';
COMMENT ON COLUMN push_tickets.category IS 'The category it was routed to';
COMMENT ON COLUMN push_tickets.confidence IS 'How sure the router was, 0 to 1';
COMMENT ON COLUMN push_tickets.tags IS 'Tags that are written beside the group';
COMMENT ON COLUMN push_tickets.note IS 'The private note that is written beside the group';

CREATE TABLE push_log (
    line BIGINT NOT NULL,
    push_id BIGINT NOT NULL,
    ticket VARCHAR NOT NULL,
    logged_at TIMESTAMP NOT NULL,
    status VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    before_group VARCHAR,
    after_group VARCHAR,
    stamp VARCHAR,
    written BOOLEAN NOT NULL
);

COMMENT ON TABLE push_log IS 'A line before every write to a help desk and one after it';
COMMENT ON COLUMN push_log.line IS 'Number of the line';
COMMENT ON COLUMN push_log.push_id IS 'The push';
COMMENT ON COLUMN push_log.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN push_log.logged_at IS 'When, UTC';
COMMENT ON COLUMN push_log.status IS 'intent before the write; after it assigned, unchanged, conflict, refused, gone, or pending where nothing was sent';
COMMENT ON COLUMN push_log.reason IS 'Why, or what the help desk answered';
COMMENT ON COLUMN push_log.before_group IS 'The group it was in right before';
COMMENT ON COLUMN push_log.after_group IS 'The group it was to go to, or was in right after; empty without one';
COMMENT ON COLUMN push_log.stamp IS 'By what the help desk knows the version that was seen';
COMMENT ON COLUMN push_log.written IS 'Whether our write stands';

CREATE VIEW helpdesk_tickets AS
SELECT s.ticket, t.subject, t.body, coalesce(g.name, s.group_id) AS "group", s.status, s.desk,
       coalesce(m.moves, []) AS moves
FROM helpdesk_states s
JOIN tickets t USING (ticket_key)
LEFT JOIN helpdesk_groups g ON g.desk = s.desk AND g.group_id = s.group_id
LEFT JOIN (
    SELECT v.desk, v.ticket,
           list({'from': coalesce(a.name, v.from_group), 'to': coalesce(b.name, v.to_group),
                 'at': v.moved_at} ORDER BY v.moved_at, v.event) AS moves
    FROM helpdesk_moves v
    LEFT JOIN helpdesk_groups a ON a.desk = v.desk AND a.group_id = v.from_group
    LEFT JOIN helpdesk_groups b ON b.desk = v.desk AND b.group_id = v.to_group
    GROUP BY v.desk, v.ticket
) m ON m.desk = s.desk AND m.ticket = s.ticket;

COMMENT ON VIEW helpdesk_tickets IS 'Tickets that were read from a help desk, with their group and its changes';
COMMENT ON COLUMN helpdesk_tickets.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN helpdesk_tickets.subject IS 'Its subject, as the customer wrote it';
COMMENT ON COLUMN helpdesk_tickets.body IS 'Its text, as the customer wrote it';
COMMENT ON COLUMN helpdesk_tickets."group" IS 'The group it was in at the last reading; empty without one';
COMMENT ON COLUMN helpdesk_tickets.status IS 'open, solved, closed, merged or deleted';
COMMENT ON COLUMN helpdesk_tickets.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_tickets.moves IS 'From which group to which, and when (UTC), oldest first';

CREATE VIEW v_push_outcomes AS
SELECT p.push_id, p.ticket, p.from_group, p.to_group, p.category, p.confidence,
       CASE l.status WHEN 'intent' THEN 'unknown' ELSE coalesce(l.status, 'pending') END AS status,
       CASE WHEN l.status = 'intent' THEN 'Sent, and not answered; push again to look at it.'
            ELSE coalesce(l.reason, '') END AS reason,
       l.before_group, l.after_group, coalesce(l.written, false) AS written, l.logged_at
FROM push_tickets p
LEFT JOIN (
    SELECT push_id, ticket, max(line) AS last FROM push_log GROUP BY push_id, ticket
) n ON n.push_id = p.push_id AND n.ticket = p.ticket
LEFT JOIN push_log l ON l.line = n.last;

COMMENT ON VIEW v_push_outcomes IS 'What came of each ticket of each push';
COMMENT ON COLUMN v_push_outcomes.push_id IS 'The push';
COMMENT ON COLUMN v_push_outcomes.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN v_push_outcomes.from_group IS 'The group it was in when the push was planned';
COMMENT ON COLUMN v_push_outcomes.to_group IS 'The group it was to go to';
COMMENT ON COLUMN v_push_outcomes.category IS 'The category it was routed to';
COMMENT ON COLUMN v_push_outcomes.confidence IS 'How sure the router was, 0 to 1';
COMMENT ON COLUMN v_push_outcomes.status IS 'assigned, unchanged, conflict, refused, gone, unknown (sent, no answer) or pending';
COMMENT ON COLUMN v_push_outcomes.reason IS 'Why';
COMMENT ON COLUMN v_push_outcomes.before_group IS 'The group it was in right before the write, where another than planned';
COMMENT ON COLUMN v_push_outcomes.after_group IS 'The group it was in right after';
COMMENT ON COLUMN v_push_outcomes.written IS 'Whether our write stands';
COMMENT ON COLUMN v_push_outcomes.logged_at IS 'When that was known, UTC';
