-- Drift: what later tickets are compared with, what was found, and who is to be told.

CREATE TABLE drift_references (
    reference_id BIGINT PRIMARY KEY,
    first_ticket BIGINT NOT NULL,
    last_ticket BIGINT NOT NULL,
    tickets BIGINT NOT NULL,
    set_by VARCHAR NOT NULL,
    set_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE drift_references IS 'The tickets that later ones are compared with; the newest row counts, and only a person adds one';
COMMENT ON COLUMN drift_references.reference_id IS 'Number of the reference';
COMMENT ON COLUMN drift_references.first_ticket IS 'Its first ticket, by time';
COMMENT ON COLUMN drift_references.last_ticket IS 'Its last ticket, by time';
COMMENT ON COLUMN drift_references.tickets IS 'How many tickets it holds';
COMMENT ON COLUMN drift_references.set_by IS 'Who chose it';
COMMENT ON COLUMN drift_references.set_at IS 'When it was chosen, UTC';

CREATE TABLE drift_predictions (
    ticket_key BIGINT PRIMARY KEY,
    category VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    model VARCHAR NOT NULL,
    auto BOOLEAN NOT NULL
);

COMMENT ON TABLE drift_predictions IS 'Decisions made elsewhere and given in a file, to be watched';
COMMENT ON COLUMN drift_predictions.ticket_key IS 'The ticket';
COMMENT ON COLUMN drift_predictions.category IS 'The category that was decided';
COMMENT ON COLUMN drift_predictions.confidence IS 'Score from 0 to 1';
COMMENT ON COLUMN drift_predictions.model IS 'The model that decided; empty where the file does not say';
COMMENT ON COLUMN drift_predictions.auto IS 'Whether it went without a person';

CREATE TABLE drift_state (
    reference_id BIGINT PRIMARY KEY,
    looks BIGINT NOT NULL,
    as_of TIMESTAMP,
    state BLOB NOT NULL
);

COMMENT ON TABLE drift_state IS 'What the watch remembers between two looks';
COMMENT ON COLUMN drift_state.reference_id IS 'The reference it compares with';
COMMENT ON COLUMN drift_state.looks IS 'Tickets looked at since the reference';
COMMENT ON COLUMN drift_state.as_of IS 'When the newest of them came, UTC';
COMMENT ON COLUMN drift_state.state IS 'Its memory, for the program alone';

CREATE TABLE drift_seen (
    ticket_key BIGINT PRIMARY KEY,
    labelled BOOLEAN NOT NULL
);

COMMENT ON TABLE drift_seen IS 'The tickets that the watch has counted';
COMMENT ON COLUMN drift_seen.ticket_key IS 'The ticket';
COMMENT ON COLUMN drift_seen.labelled IS 'Whether its actual category was counted as well';

CREATE TABLE drift_alarms (
    alarm_id BIGINT PRIMARY KEY,
    reference_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR[] NOT NULL,
    raised_at TIMESTAMP,
    raised_after BIGINT NOT NULL,
    since_at TIMESTAMP,
    since_ticket BIGINT NOT NULL,
    unit VARCHAR NOT NULL,
    reference DOUBLE NOT NULL,
    now DOUBLE NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    tickets BIGINT[] NOT NULL,
    explains STRUCT(kind VARCHAR, subject VARCHAR[])[] NOT NULL,
    state VARCHAR NOT NULL DEFAULT 'open',
    closed_by VARCHAR,
    closed_at TIMESTAMP,
    UNIQUE (reference_id, number)
);

COMMENT ON TABLE drift_alarms IS 'What has moved since the reference; one row a cause, its effects listed with it';
COMMENT ON COLUMN drift_alarms.alarm_id IS 'Number of the alarm';
COMMENT ON COLUMN drift_alarms.reference_id IS 'The reference it was raised against';
COMMENT ON COLUMN drift_alarms.number IS 'Its number among the alarms against that reference';
COMMENT ON COLUMN drift_alarms.kind IS 'What moved: category_share, new_topic, language, model, accuracy, and so on';
COMMENT ON COLUMN drift_alarms.subject IS 'The categories, languages or models it is about';
COMMENT ON COLUMN drift_alarms.raised_at IS 'When the ticket came that told, UTC';
COMMENT ON COLUMN drift_alarms.raised_after IS 'The last ticket that was seen then';
COMMENT ON COLUMN drift_alarms.since_at IS 'When it began, as far as can be told, UTC';
COMMENT ON COLUMN drift_alarms.since_ticket IS 'The ticket it began with, as far as can be told';
COMMENT ON COLUMN drift_alarms.unit IS 'What the size is counted in';
COMMENT ON COLUMN drift_alarms.reference IS 'The value in the reference';
COMMENT ON COLUMN drift_alarms.now IS 'The value since it began';
COMMENT ON COLUMN drift_alarms.low IS 'Lower end of the interval of that value';
COMMENT ON COLUMN drift_alarms.high IS 'Upper end of the interval of that value';
COMMENT ON COLUMN drift_alarms.tickets IS 'Up to ten typical tickets';
COMMENT ON COLUMN drift_alarms.explains IS 'What else moved for the same cause';
COMMENT ON COLUMN drift_alarms.state IS 'open, or closed by a person';
COMMENT ON COLUMN drift_alarms.closed_by IS 'Who closed it';
COMMENT ON COLUMN drift_alarms.closed_at IS 'When it was closed, UTC';

CREATE TABLE drift_messages (
    alarm_id BIGINT NOT NULL,
    channel VARCHAR NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    problem VARCHAR,
    sent_at TIMESTAMP,
    PRIMARY KEY (alarm_id, channel)
);

COMMENT ON TABLE drift_messages IS 'Who is told of an alarm: one message for each channel, written together with the alarm';
COMMENT ON COLUMN drift_messages.alarm_id IS 'The alarm it tells of';
COMMENT ON COLUMN drift_messages.channel IS 'webhook or mail';
COMMENT ON COLUMN drift_messages.attempts IS 'How often it was tried';
COMMENT ON COLUMN drift_messages.problem IS 'Why the last attempt failed';
COMMENT ON COLUMN drift_messages.sent_at IS 'When it was delivered, UTC; empty while it waits';
