-- What is auto-routed, the tickets of runs that take a sample, and the textbook's answers.

-- Every policy that people chose; the newest is the one of the workspace, none is overwritten.
CREATE TABLE policies (
    policy_id BIGINT PRIMARY KEY,
    policy JSON NOT NULL,
    origin JSON NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

-- The policy behind the dispositions of a run; NULL: the default one of its settings.
ALTER TABLE runs ADD COLUMN policy_id BIGINT;

-- The size of the sample a run was asked for; NULL: all tickets. Its tickets stand in run_tickets.
ALTER TABLE runs ADD COLUMN sample BIGINT;

CREATE TABLE run_tickets (
    run_id BIGINT NOT NULL,
    ticket_key BIGINT NOT NULL
);

-- What TF-IDF with logistic regression says of each labelled ticket, out-of-fold, and the group
-- of near-duplicates that the ticket belongs to.
CREATE TABLE text_baseline (
    ticket_key BIGINT NOT NULL,
    category VARCHAR NOT NULL,
    near_group BIGINT NOT NULL
);
