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
    labelled BOOLEAN NOT NULL,
    language VARCHAR
);

COMMENT ON TABLE drift_seen IS 'The tickets that the watch has counted';
COMMENT ON COLUMN drift_seen.ticket_key IS 'The ticket';
COMMENT ON COLUMN drift_seen.labelled IS 'Whether its actual category was counted as well';
COMMENT ON COLUMN drift_seen.language IS 'The language of its text, as far as it can be told';

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
    state VARCHAR NOT NULL DEFAULT 'waiting',
    attempts BIGINT NOT NULL DEFAULT 0,
    problem VARCHAR,
    sent_at TIMESTAMP,
    PRIMARY KEY (alarm_id, channel)
);

COMMENT ON TABLE drift_messages IS 'Who is told of an alarm: one message for each channel, written together with the alarm';
COMMENT ON COLUMN drift_messages.alarm_id IS 'The alarm it tells of';
COMMENT ON COLUMN drift_messages.channel IS 'webhook or mail';
COMMENT ON COLUMN drift_messages.state IS 'waiting, sending (handed over and not confirmed) or sent';
COMMENT ON COLUMN drift_messages.attempts IS 'How often it was tried';
COMMENT ON COLUMN drift_messages.problem IS 'Why the last attempt failed';
COMMENT ON COLUMN drift_messages.sent_at IS 'When it was delivered, UTC; empty while it waits';

-- The newest decision on each ticket; one given in a file counts before one of a run. A decision in
-- the shadow counts as it would have gone.
CREATE VIEW v_watched AS
WITH newest AS (
    SELECT ticket_key, max(run_id) AS run_id FROM decisions WHERE error IS NULL GROUP BY ticket_key
)
SELECT t.ticket_key, t.created_at, coalesce(p.category, d.category) AS category,
       coalesce(p.confidence, d.confidence) AS confidence,
       coalesce(p.model, json_extract_string(r.settings, '$.llm.model'), d.router) AS model,
       coalesce(p.auto, d.disposition = 'auto' OR d.review_kind = 'shadow', false) AS auto,
       d.latency_seconds, d.cost_usd
FROM tickets t
LEFT JOIN drift_predictions p USING (ticket_key)
LEFT JOIN newest n USING (ticket_key)
LEFT JOIN decisions d ON d.ticket_key = n.ticket_key AND d.run_id = n.run_id
LEFT JOIN runs r ON r.run_id = n.run_id
WHERE coalesce(p.ticket_key, n.ticket_key) IS NOT NULL;

COMMENT ON VIEW v_watched IS 'Each decided ticket with its newest decision, as the drift watch counts it';
COMMENT ON COLUMN v_watched.category IS 'The category that was decided';
COMMENT ON COLUMN v_watched.model IS 'The model that decided, else the router';
COMMENT ON COLUMN v_watched.auto IS 'Whether it went without a person, or would have gone';

-- A blind look counts from when it was made, a final category of the export from when the ticket
-- was solved.
CREATE VIEW v_watched_labels AS
WITH blind AS (
    SELECT r.ticket_key, arg_max(r.category, r.review_id) AS category, max(r.reviewed_at) AS at
    FROM reviews r
    WHERE r.category <> '' AND r.undoes IS NULL
      AND r.basis IN ('blind', 'guided')
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
    GROUP BY r.ticket_key
)
SELECT t.ticket_key, coalesce(nullif(t.exported_category, ''), b.category) AS category,
       CASE WHEN t.exported_category <> '' THEN coalesce(t.solved_at, t.created_at) ELSE b.at END
           AS at
FROM tickets t LEFT JOIN blind b USING (ticket_key)
WHERE coalesce(nullif(t.exported_category, ''), b.category) <> '';

COMMENT ON VIEW v_watched_labels IS 'Actual categories that no suggestion stood behind: of the export, or by a blind look';
COMMENT ON COLUMN v_watched_labels.category IS 'The actual category';
COMMENT ON COLUMN v_watched_labels.at IS 'From when on it is known, UTC';

CREATE TABLE drift_draws (
    ticket_key BIGINT PRIMARY KEY,
    chance DOUBLE NOT NULL,
    drawn_by VARCHAR NOT NULL,
    drawn_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE drift_draws IS 'Tickets drawn by confidence for a blind look, each with its chance';
COMMENT ON COLUMN drift_draws.ticket_key IS 'The ticket';
COMMENT ON COLUMN drift_draws.chance IS 'The chance with which it was drawn, 0 to 1';
COMMENT ON COLUMN drift_draws.drawn_by IS 'Who asked for the draw';
COMMENT ON COLUMN drift_draws.drawn_at IS 'When it was drawn, UTC';

CREATE TABLE canaries (
    ticket_key BIGINT PRIMARY KEY,
    chosen_by VARCHAR NOT NULL,
    chosen_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE canaries IS 'Tickets with settled answers that a router is asked again on schedule';
COMMENT ON COLUMN canaries.ticket_key IS 'The ticket';
COMMENT ON COLUMN canaries.chosen_by IS 'Who chose it';
COMMENT ON COLUMN canaries.chosen_at IS 'When it was chosen, UTC';

CREATE TABLE canary_runs (
    canary_run_id BIGINT PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    model VARCHAR NOT NULL,
    asked_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE canary_runs IS 'Each time the canaries were asked';
COMMENT ON COLUMN canary_runs.canary_run_id IS 'Number of the run, in the order of asking';
COMMENT ON COLUMN canary_runs.name IS 'Its name in the file it was given in, or when it was asked';
COMMENT ON COLUMN canary_runs.model IS 'The model that answered; empty where nobody says';
COMMENT ON COLUMN canary_runs.asked_at IS 'When it was asked or taken from a file, UTC';

CREATE TABLE canary_answers (
    canary_run_id BIGINT NOT NULL,
    ticket VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    PRIMARY KEY (canary_run_id, ticket)
);

COMMENT ON TABLE canary_answers IS 'What was answered to each canary in each run';
COMMENT ON COLUMN canary_answers.canary_run_id IS 'The run';
COMMENT ON COLUMN canary_answers.ticket IS 'The id of the ticket at the desk';
COMMENT ON COLUMN canary_answers.category IS 'The category that was answered';
COMMENT ON COLUMN canary_answers.confidence IS 'Score from 0 to 1';
