-- What was done to a ticket at first says how people sort only until routing begins; since then only
-- of the tickets that went to people by lot. One rule for every figure of people.

CREATE VIEW v_hold_out AS
SELECT value ->> 'attribute' AS attribute, value ->> 'value' AS value,
       try_cast(value ->> 'since' AS DATE) AS since
FROM settings
WHERE name = 'hold_out' AND value ->> 'attribute' IS NOT NULL AND value ->> 'value' IS NOT NULL
  AND try_cast(value ->> 'since' AS DATE) IS NOT NULL;

COMMENT ON VIEW v_hold_out IS 'How later tickets say that they went to people by lot; empty while all are sorted by people';
COMMENT ON COLUMN v_hold_out.attribute IS 'The column of the export that says so';
COMMENT ON COLUMN v_hold_out.value IS 'What stands in it for a ticket that was held out';
COMMENT ON COLUMN v_hold_out.since IS 'The day from which tickets are routed';

-- A router sorted the ticket where it came on that day or later and was not held out.
CREATE MACRO sorted_by_people(came, columns) AS
    CASE WHEN coalesce(came < (SELECT h.since FROM v_hold_out h), true) THEN true
         ELSE coalesce(columns[(SELECT h.attribute FROM v_hold_out h)]
                       = (SELECT h.value FROM v_hold_out h), false) END;

-- Tickets with what one run says of them, after the filters of the screens (NULL: any).
-- an_attributes: [[column of the export, what must stand in it], …], at most eight.
-- an_area: a polygon on the map of that number.
-- first_category: empty where a router, not a person, put the ticket there.
CREATE OR REPLACE MACRO matching(in_run, a_text := NULL, an_actual := NULL, a_predicted := NULL,
                                 a_first := NULL, a_channel := NULL, a_language := NULL,
                                 an_outcome := NULL, a_since := NULL, an_until := NULL,
                                 a_least := NULL, a_most := NULL, a_suggested := NULL,
                                 an_attributes := NULL, a_map := NULL, an_area := NULL) AS TABLE
SELECT t.ticket_key, t.id, t.subject, left(t.body, 200) AS body, t.category,
       CASE WHEN sorted_by_people(t.created_at, t.attributes) THEN t.first_category END
           AS first_category,
       d.category AS predicted, d.confidence, d.disposition, d.review_reason, d.reason,
       t.channel, t.language, t.created_at, t.handle_seconds, t.triage_seconds,
       length(t.subject) + length(t.body) + 1 AS length
FROM tickets t
LEFT JOIN decisions d ON d.ticket_key = t.ticket_key AND d.run_id = in_run
WHERE (a_text IS NULL OR t.id = a_text
       OR regexp_matches(t.subject, regexp_escape(a_text), 'i')
       OR regexp_matches(t.body, regexp_escape(a_text), 'i'))
  AND (an_actual IS NULL OR t.category = an_actual)
  AND (a_predicted IS NULL OR d.category = a_predicted)
  AND (a_first IS NULL
       OR (t.first_category = a_first AND sorted_by_people(t.created_at, t.attributes)))
  AND (a_channel IS NULL OR t.channel = a_channel)
  AND (a_language IS NULL OR t.language = a_language)
  AND (a_since IS NULL OR t.created_at >= a_since::DATE)
  AND (an_until IS NULL OR t.created_at < an_until::DATE + INTERVAL 1 DAY)
  AND (a_least IS NULL OR d.confidence >= a_least)
  AND (a_most IS NULL OR d.confidence <= a_most)
  AND (an_outcome IS NULL OR an_outcome = d.disposition
       OR an_outcome = d.review_kind
       OR (an_outcome = 'wrong' AND d.category <> t.category)
       OR (an_outcome = 'misroute' AND d.disposition = 'auto' AND d.category <> t.category)
       OR (an_outcome = 'moved' AND t.first_category <> t.category
           AND sorted_by_people(t.created_at, t.attributes))
       OR (an_outcome = 'doubtful'
           AND t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l)))
  AND (a_suggested IS NULL
       OR t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l
                           WHERE l.suggested = a_suggested))
  AND has_attributes(t.attributes, an_attributes::VARCHAR[][])
  AND (an_area IS NULL
       OR t.ticket_key IN (SELECT p.ticket_key FROM ticket_map_points p
                           WHERE p.map_id = a_map AND is_inside(p.x, p.y, an_area::DOUBLE[][])));

-- A view keeps the columns its tables had when it was made: made again, these know the newer ones.

CREATE OR REPLACE VIEW v_decisions AS
SELECT d.*, t.id, t.subject, t.category AS actual_category, t.first_category,
       t.channel, t.language, t.created_at,
       d.category = t.category AS correct,
       sorted_by_people(t.created_at, t.attributes) AS sorted_by_people
FROM decisions d JOIN tickets t USING (ticket_key);

COMMENT ON VIEW v_decisions IS 'Every decision beside what is known of its ticket';
COMMENT ON COLUMN v_decisions.category IS 'The predicted category, or Unknown';
COMMENT ON COLUMN v_decisions.actual_category IS 'The actual category of the ticket; empty when unknown';
COMMENT ON COLUMN v_decisions.correct IS 'Whether predicted and actual category are the same; empty when unknown';
COMMENT ON COLUMN v_decisions.sorted_by_people IS 'Whether its first category says how people sort: it came before routing began, or was held out by lot';

CREATE OR REPLACE VIEW v_misroutes AS
SELECT * FROM v_decisions WHERE disposition = 'auto' AND NOT correct;

COMMENT ON VIEW v_misroutes IS 'Decisions that were auto-routed to the wrong category';
COMMENT ON COLUMN v_misroutes.category IS 'The category it was wrongly routed to';
COMMENT ON COLUMN v_misroutes.actual_category IS 'Where it belongs';
COMMENT ON COLUMN v_misroutes.correct IS 'Always false here';
COMMENT ON COLUMN v_misroutes.sorted_by_people IS 'Whether its first category says how people sort: it came before routing began, or was held out by lot';
