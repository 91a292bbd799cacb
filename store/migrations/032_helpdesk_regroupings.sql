-- Where a help desk keeps no history, what one reading saw in another group than the one before.

CREATE TABLE helpdesk_regroupings (
    desk VARCHAR NOT NULL,
    ticket VARCHAR NOT NULL,
    from_group VARCHAR,
    to_group VARCHAR,
    changed_at TIMESTAMP NOT NULL
);

COMMENT ON TABLE helpdesk_regroupings IS 'Tickets that a reading of the help desk found in another group than the reading before';
COMMENT ON COLUMN helpdesk_regroupings.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_regroupings.ticket IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN helpdesk_regroupings.from_group IS 'Its group at the reading before; empty for none';
COMMENT ON COLUMN helpdesk_regroupings.to_group IS 'Its group at this reading; empty for none';
COMMENT ON COLUMN helpdesk_regroupings.changed_at IS 'When the ticket was last changed by then, UTC; it was moved by that time';
