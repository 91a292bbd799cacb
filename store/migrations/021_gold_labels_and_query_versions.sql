-- The actual category is the gold label: what the export says, else what a person said who saw no
-- suggestion. A review given in view of a suggestion stands beside it and replaces nothing.

ALTER TABLE reviews ADD COLUMN basis VARCHAR;
ALTER TABLE reviews ADD COLUMN chance DOUBLE;
-- Until now every card showed the suggestion, also that of a second look and of a guided start.
UPDATE reviews SET basis = CASE WHEN origin = 'bulk' THEN 'bulk' ELSE 'shown' END;

COMMENT ON COLUMN reviews.basis IS 'What the person had in view. blind: the ticket alone; guided: the same, in a guided start; shown: a suggestion, too; bulk: a suggestion accepted with many others, nobody read the ticket';
COMMENT ON COLUMN reviews.chance IS 'The chance with which the ticket was drawn for a blind look, 0 to 1; empty for what was not drawn';
COMMENT ON COLUMN reviews.blind IS 'A second look at a reviewed ticket without seeing the first: measures agreement, changes no category';
COMMENT ON COLUMN tickets.category IS 'The actual category: what the export says, else a blind look; no suggestion ever stood behind it';
COMMENT ON COLUMN tickets.exported_category IS 'The actual category as the imported file has it';

-- What reviews had overwritten comes back; what only they said is kept in them. Figures that were
-- kept with versions and policies were measured on the labels of then: those are counted here.
INSERT INTO settings
SELECT 'labels_restored', json_object(
    'corrected', (SELECT count(*) FROM tickets
                  WHERE exported_category <> '' AND category IS DISTINCT FROM exported_category),
    'beside', (SELECT count(*) FROM tickets
               WHERE category <> '' AND coalesce(exported_category, '') = ''),
    'versions', (SELECT count(*) FROM router_versions),
    'policies', (SELECT count(*) FROM policies))
WHERE EXISTS (SELECT 1 FROM tickets WHERE category IS DISTINCT FROM exported_category);

UPDATE tickets SET category = exported_category WHERE category IS DISTINCT FROM exported_category;

-- A view keeps the columns its tables had when it was made: made again, it knows the newer ones.
CREATE OR REPLACE VIEW v_standing AS
SELECT r.* FROM reviews r
WHERE r.category IS NOT NULL AND r.undoes IS NULL AND NOT r.blind
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id);

COMMENT ON VIEW v_standing IS 'Reviews with a category that were not taken back, blind second looks left out';

CREATE VIEW v_reviewed AS
SELECT ticket_key, arg_max(category, review_id) AS category, arg_max(basis, review_id) AS basis,
       arg_max(reviewer, review_id) AS reviewer, max(review_id) AS review_id
FROM v_standing GROUP BY ticket_key;

COMMENT ON VIEW v_reviewed IS 'What the newest standing review says of each reviewed ticket, beside its actual category';
COMMENT ON COLUMN v_reviewed.review_id IS 'The review that says so';

CREATE VIEW v_blind_looks AS
SELECT ticket_key, arg_max(category, review_id) AS category, arg_max(chance, review_id) AS chance,
       max(review_id) AS review_id
FROM v_standing WHERE basis IN ('blind', 'guided') AND chance IS NOT NULL GROUP BY ticket_key;

COMMENT ON VIEW v_blind_looks IS 'Tickets that were drawn by lot and decided without a suggestion: what accuracy from reviews rests on';
COMMENT ON COLUMN v_blind_looks.review_id IS 'The newest of these reviews of the ticket';

CREATE OR REPLACE VIEW v_audit AS
SELECT r.review_id, r.reviewed_at, r.reviewer, t.id AS ticket_id, r.ticket_key, r.verdict,
       r.category, r.second_category, r.note, r.basis, r.suggested, r.confidence,
       r.category = r.suggested AS accepted, t.exported_category, r.review_reason, r.origin,
       r.blind, r.chance, r.run_id, r.router, r.fingerprint, r.policy_id, r.seconds, r.undoes,
       u.review_id AS undone_by
FROM reviews r LEFT JOIN tickets t USING (ticket_key)
LEFT JOIN reviews u ON u.undoes = r.review_id
ORDER BY r.review_id;

COMMENT ON VIEW v_audit IS 'Who decided what, when, on which policy and router version; nothing is left out';
COMMENT ON COLUMN v_audit.ticket_id IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN v_audit.accepted IS 'Whether the person chose what was suggested, in view of it or not (see basis)';
COMMENT ON COLUMN v_audit.undone_by IS 'The review that took this one back';

-- How right each run is by blind looks. Each counts for as many tickets as its chance stands for,
-- the auto-routed for all auto-routed ones and the rest for the rest (Hájek's estimator).
CREATE VIEW v_blind_accuracy AS
WITH sizes AS (
    SELECT run_id, disposition = 'auto' AS auto, count(*) AS tickets FROM decisions GROUP BY ALL
),
looks AS (
    SELECT d.run_id, d.disposition = 'auto' AS auto, count(*) AS n,
           sum((d.category = l.category)::INT / l.chance) / sum(1 / l.chance) AS accuracy
    FROM decisions d JOIN v_blind_looks l USING (ticket_key) GROUP BY ALL
)
SELECT s.run_id, coalesce(sum(l.n), 0)::BIGINT AS n,
       CASE WHEN count(*) = count(l.n) THEN sum(s.tickets * l.accuracy) / sum(s.tickets) END
           AS accuracy,
       any_value(l.accuracy) FILTER (s.auto) AS selective_accuracy
FROM sizes s LEFT JOIN looks l USING (run_id, auto) GROUP BY s.run_id;

COMMENT ON VIEW v_blind_accuracy IS 'How right each run was by blind looks alone, each weighted by its chance; shares from 0 to 1';
COMMENT ON COLUMN v_blind_accuracy.n IS 'Blind looks at tickets of the run';
COMMENT ON COLUMN v_blind_accuracy.accuracy IS 'Share of all its tickets that are right; empty until auto-routed tickets and the others were both looked at';
COMMENT ON COLUMN v_blind_accuracy.selective_accuracy IS 'Share that is right among the auto-routed';

-- By lot, 0 to 1, always the same of a ticket: a larger share holds the smaller.
CREATE MACRO blind_lot(ticket_key) AS (hash(ticket_key, 'blind look') % 1000000) / 1000000.0;

-- A saved query that is saved anew keeps what it was before.
CREATE TABLE query_versions (
    version BIGINT PRIMARY KEY,
    query_id BIGINT NOT NULL,
    title VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    sql VARCHAR NOT NULL,
    parameters JSON NOT NULL,
    chart JSON NOT NULL,
    until TIMESTAMP NOT NULL
);

COMMENT ON TABLE query_versions IS 'Saved queries as they were before they were saved anew';
COMMENT ON COLUMN query_versions.version IS 'Number of the version, in the order of writing';
COMMENT ON COLUMN query_versions.query_id IS 'The query';
COMMENT ON COLUMN query_versions.title IS 'What it was called';
COMMENT ON COLUMN query_versions.description IS 'What it answered';
COMMENT ON COLUMN query_versions.sql IS 'The statement';
COMMENT ON COLUMN query_versions.parameters IS 'Its parameters, as JSON';
COMMENT ON COLUMN query_versions.chart IS 'Its chart, as JSON';
COMMENT ON COLUMN query_versions.until IS 'When it was saved anew, UTC';
