-- What people decided on tickets. Rows are only ever added; taking one back is a row of its own.

CREATE TABLE reviews (
    review_id BIGINT PRIMARY KEY,
    ticket_key BIGINT NOT NULL,
    reviewer VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    category VARCHAR,
    second_category VARCHAR,
    note VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    blind BOOLEAN NOT NULL,
    run_id BIGINT,
    suggested VARCHAR,
    confidence DOUBLE,
    review_reason VARCHAR,
    router VARCHAR,
    fingerprint VARCHAR,
    policy_id BIGINT,
    seconds DOUBLE,
    undoes BIGINT,
    reviewed_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE reviews IS 'What people decided on tickets, oldest first; rows are only ever added';
COMMENT ON COLUMN reviews.review_id IS 'Number of the review, in the order of writing';
COMMENT ON COLUMN reviews.ticket_key IS 'The ticket it is about';
COMMENT ON COLUMN reviews.reviewer IS 'Who decided, by the name they gave';
COMMENT ON COLUMN reviews.verdict IS 'chosen: a category; split: two problems; skipped; noted; sent: sent to review by hand; undone: an earlier review taken back';
COMMENT ON COLUMN reviews.category IS 'The category the person chose; of two problems the main one';
COMMENT ON COLUMN reviews.second_category IS 'The category of the second problem, where the ticket holds two';
COMMENT ON COLUMN reviews.note IS 'What the person wrote beside it; empty for nothing';
COMMENT ON COLUMN reviews.origin IS 'Where the review came from: queue, bulk, sample, guided start, misroutes, and so on';
COMMENT ON COLUMN reviews.blind IS 'A second look at a reviewed ticket without seeing the first: measures agreement, changes no category';
COMMENT ON COLUMN reviews.run_id IS 'The run whose decision was on screen, if any';
COMMENT ON COLUMN reviews.suggested IS 'The category that was suggested at that moment';
COMMENT ON COLUMN reviews.confidence IS 'The confidence of that suggestion, 0 to 1';
COMMENT ON COLUMN reviews.review_reason IS 'Why the policy wanted a person, at that moment';
COMMENT ON COLUMN reviews.router IS 'The router behind the suggestion';
COMMENT ON COLUMN reviews.fingerprint IS 'The version of that router: what it was made and learned from';
COMMENT ON COLUMN reviews.policy_id IS 'The saved policy behind the run at that moment; empty for the default one of the run';
COMMENT ON COLUMN reviews.seconds IS 'Seconds of attention the review took, breaks left out; empty where nobody measured';
COMMENT ON COLUMN reviews.undoes IS 'The review that this row takes back';
COMMENT ON COLUMN reviews.reviewed_at IS 'When it was decided, UTC';

-- A review with a category replaces the actual category; this keeps what the file said.
ALTER TABLE tickets ADD COLUMN exported_category VARCHAR;
UPDATE tickets SET exported_category = category;
COMMENT ON COLUMN tickets.exported_category IS 'The actual category as the imported file has it; category may since come from a review';

-- Reviews that say where a ticket belongs and were not taken back; blind second looks are apart.
CREATE VIEW v_standing AS
SELECT r.* FROM reviews r
WHERE r.category IS NOT NULL AND r.undoes IS NULL AND NOT r.blind
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id);

COMMENT ON VIEW v_standing IS 'Reviews with a category that were not taken back, blind second looks left out';

-- Who decided what, when, on which policy and router version.
CREATE VIEW v_audit AS
SELECT r.review_id, r.reviewed_at, r.reviewer, t.id AS ticket_id, r.ticket_key, r.verdict,
       r.category, r.second_category, r.note, r.suggested, r.confidence,
       r.category = r.suggested AS accepted, t.exported_category, r.review_reason, r.origin,
       r.blind, r.run_id, r.router, r.fingerprint, r.policy_id, r.seconds, r.undoes,
       u.review_id AS undone_by
FROM reviews r LEFT JOIN tickets t USING (ticket_key)
LEFT JOIN reviews u ON u.undoes = r.review_id
ORDER BY r.review_id;

COMMENT ON VIEW v_audit IS 'Who decided what, when, on which policy and router version; nothing is left out';
