-- How long a help desk wants no more requests; a process that starts anew keeps to it, too.

CREATE TABLE helpdesk_holds (
    desk VARCHAR NOT NULL,
    requests VARCHAR NOT NULL,
    held_until TIMESTAMP NOT NULL,
    PRIMARY KEY (desk, requests)
);

COMMENT ON TABLE helpdesk_holds IS 'Until when a help desk asked to send no more requests of a class';
COMMENT ON COLUMN helpdesk_holds.desk IS 'The help desk';
COMMENT ON COLUMN helpdesk_holds.requests IS 'The class of requests that share a limit';
COMMENT ON COLUMN helpdesk_holds.held_until IS 'When the wait ends, UTC';
