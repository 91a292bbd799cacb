-- One workspace: what came in, what was decided on it, and what was assumed about money.

CREATE TABLE settings (
    name VARCHAR PRIMARY KEY,
    value JSON NOT NULL
);

CREATE TABLE imports (
    import_id BIGINT PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    details JSON NOT NULL,
    tickets BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    imported_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

CREATE TABLE tickets (
    ticket_key BIGINT NOT NULL,
    import_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    category VARCHAR,
    first_category VARCHAR,
    created_at TIMESTAMP,
    solved_at TIMESTAMP,
    channel VARCHAR,
    language VARCHAR,
    reassignments INTEGER,
    triage_seconds DOUBLE,
    handle_seconds DOUBLE
);

CREATE TABLE rejects (
    import_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    raw VARCHAR
);

CREATE TABLE taxonomies (
    taxonomy_id BIGINT PRIMARY KEY,
    toml VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

CREATE TABLE runs (
    run_id BIGINT PRIMARY KEY,
    router VARCHAR NOT NULL,
    settings JSON NOT NULL,
    fingerprint VARCHAR NOT NULL DEFAULT '',
    taxonomy_id BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    total BIGINT NOT NULL,
    started_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    finished_at TIMESTAMP,
    seconds DOUBLE NOT NULL DEFAULT 0,
    warnings JSON NOT NULL DEFAULT '[]',
    error VARCHAR
);

CREATE TABLE decisions (
    run_id BIGINT NOT NULL,
    ticket_key BIGINT NOT NULL,
    category VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    calibrated BOOLEAN NOT NULL,
    alternatives STRUCT(category VARCHAR, confidence DOUBLE)[] NOT NULL,
    reason VARCHAR NOT NULL,
    disposition VARCHAR NOT NULL,
    review_reason VARCHAR,
    router VARCHAR NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    cost_usd DOUBLE NOT NULL,
    latency_seconds DOUBLE NOT NULL,
    error VARCHAR,
    decided_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    PRIMARY KEY (run_id, ticket_key)
);

CREATE TABLE scenarios (
    name VARCHAR PRIMARY KEY,
    inputs JSON NOT NULL,
    saved_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

CREATE VIEW v_decisions AS
SELECT d.*, t.id, t.subject, t.category AS actual_category, t.first_category,
       t.channel, t.language, t.created_at,
       d.category = t.category AS correct
FROM decisions d JOIN tickets t USING (ticket_key);

CREATE VIEW v_misroutes AS
SELECT * FROM v_decisions WHERE disposition = 'auto' AND NOT correct;

CREATE VIEW v_accuracy AS
SELECT run_id, count(*) FILTER (correct IS NOT NULL) AS n,
       avg(correct::INT) AS accuracy,
       avg((disposition = 'auto')::INT) AS coverage,
       avg(correct::INT) FILTER (disposition = 'auto') AS selective_accuracy
FROM v_decisions GROUP BY run_id;

-- Tickets with what one run says of them, after the filters of the Tickets screen (NULL: any).
CREATE MACRO matching(in_run, a_text, an_actual, a_predicted, a_first, a_channel, a_language,
                      an_outcome) AS TABLE
SELECT t.ticket_key, t.id, t.subject, left(t.body, 200) AS body, t.category, t.first_category,
       d.category AS predicted, d.confidence, d.disposition, d.review_reason, d.reason,
       t.channel, t.language, t.created_at
FROM tickets t
LEFT JOIN decisions d ON d.ticket_key = t.ticket_key AND d.run_id = in_run
WHERE (a_text IS NULL OR contains(lower(t.subject), lower(a_text))
       OR contains(lower(t.body), lower(a_text)) OR t.id = a_text)
  AND (an_actual IS NULL OR t.category = an_actual)
  AND (a_predicted IS NULL OR d.category = a_predicted)
  AND (a_first IS NULL OR t.first_category = a_first)
  AND (a_channel IS NULL OR t.channel = a_channel)
  AND (a_language IS NULL OR t.language = a_language)
  AND (an_outcome IS NULL OR an_outcome = d.disposition
       OR (an_outcome = 'wrong' AND d.category <> t.category)
       OR (an_outcome = 'misroute' AND d.disposition = 'auto' AND d.category <> t.category)
       OR (an_outcome = 'moved' AND t.first_category <> t.category)
       OR (an_outcome = 'failed' AND d.error IS NOT NULL));
