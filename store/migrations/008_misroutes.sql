-- Labels held against what models say of tickets they never saw, and one way of finding tickets.

CREATE TABLE label_checks (
    ticket_key BIGINT NOT NULL,
    category VARCHAR NOT NULL,
    suggested VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    own_confidence DOUBLE NOT NULL,
    agreeing INTEGER NOT NULL,
    neighbours INTEGER NOT NULL,
    doubt DOUBLE NOT NULL,
    wrong BOOLEAN NOT NULL
);

COMMENT ON TABLE label_checks IS 'Labels held against what models say of tickets that they never saw';
COMMENT ON COLUMN label_checks.ticket_key IS 'The ticket';
COMMENT ON COLUMN label_checks.category IS 'The label that was looked at';
COMMENT ON COLUMN label_checks.suggested IS 'The likeliest other category';
COMMENT ON COLUMN label_checks.confidence IS 'How likely the suggested category is, out-of-fold';
COMMENT ON COLUMN label_checks.own_confidence IS 'How likely the label is, out-of-fold';
COMMENT ON COLUMN label_checks.agreeing IS 'How many of the nearest tickets carry the suggested category';
COMMENT ON COLUMN label_checks.neighbours IS 'How many nearest tickets were asked';
COMMENT ON COLUMN label_checks.doubt IS '0 to 1, the higher the likelier the label is wrong; the order of the list';
COMMENT ON COLUMN label_checks.wrong IS 'Whether confident learning and the nearest tickets both speak against the label';

-- A label that a person has changed or confirmed since is in doubt no more.
CREATE VIEW v_doubtful_labels AS
SELECT l.* FROM label_checks l JOIN tickets t USING (ticket_key)
WHERE l.wrong AND l.category = t.category
  AND ticket_key NOT IN (SELECT s.ticket_key FROM v_standing s);

COMMENT ON VIEW v_doubtful_labels IS 'Labels that are probably wrong and that no person has changed or confirmed since';

-- Tickets with what one run says of them, after the filters of the screens (NULL: any).
-- A regular expression finds words faster than lower-casing every body does.
CREATE OR REPLACE MACRO matching(in_run, a_text, an_actual, a_predicted, a_first, a_channel,
                                 a_language, an_outcome, a_since, an_until, a_least, a_most,
                                 a_suggested) AS TABLE
SELECT t.ticket_key, t.id, t.subject, left(t.body, 200) AS body, t.category, t.first_category,
       d.category AS predicted, d.confidence, d.disposition, d.review_reason, d.reason,
       t.channel, t.language, t.created_at, t.handle_seconds, t.triage_seconds
FROM tickets t
LEFT JOIN decisions d ON d.ticket_key = t.ticket_key AND d.run_id = in_run
WHERE (a_text IS NULL OR t.id = a_text
       OR regexp_matches(t.subject, regexp_escape(a_text), 'i')
       OR regexp_matches(t.body, regexp_escape(a_text), 'i'))
  AND (an_actual IS NULL OR t.category = an_actual)
  AND (a_predicted IS NULL OR d.category = a_predicted)
  AND (a_first IS NULL OR t.first_category = a_first)
  AND (a_channel IS NULL OR t.channel = a_channel)
  AND (a_language IS NULL OR t.language = a_language)
  AND (a_since IS NULL OR t.created_at >= a_since::DATE)
  AND (an_until IS NULL OR t.created_at < an_until::DATE + INTERVAL 1 DAY)
  AND (a_least IS NULL OR d.confidence >= a_least)
  AND (a_most IS NULL OR d.confidence <= a_most)
  AND (an_outcome IS NULL OR an_outcome = d.disposition
       OR (an_outcome = 'wrong' AND d.category <> t.category)
       OR (an_outcome = 'misroute' AND d.disposition = 'auto' AND d.category <> t.category)
       OR (an_outcome = 'moved' AND t.first_category <> t.category)
       OR (an_outcome = 'failed' AND d.error IS NOT NULL)
       OR (an_outcome = 'doubtful'
           AND t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l)))
  AND (a_suggested IS NULL
       OR t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l
                           WHERE l.suggested = a_suggested));
