-- A lock runs out by a clock that nobody can set: the seconds since its owner was started.

CREATE TABLE review_locks (
    ticket_key BIGINT NOT NULL,
    reviewer VARCHAR NOT NULL,
    session VARCHAR NOT NULL,
    server VARCHAR NOT NULL,
    blind BOOLEAN NOT NULL,
    held_until DOUBLE NOT NULL
);

INSERT INTO review_locks SELECT ticket_key, reviewer, session, server, blind, 0 FROM claims;
DROP TABLE claims;

COMMENT ON TABLE review_locks IS 'Tickets that a reviewer has on screen; a lock that is not renewed runs out';
COMMENT ON COLUMN review_locks.ticket_key IS 'The ticket that is held';
COMMENT ON COLUMN review_locks.reviewer IS 'Who holds it, by the name they gave';
COMMENT ON COLUMN review_locks.session IS 'The browser tab that holds it';
COMMENT ON COLUMN review_locks.server IS 'The process of the app in which that tab lived';
COMMENT ON COLUMN review_locks.blind IS 'Held for a blind second look';
COMMENT ON COLUMN review_locks.held_until IS 'When others may have it unless it is renewed, in seconds of the clock of the process that has the workspace open';
