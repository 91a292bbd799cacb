-- Tickets laid out in two dimensions by meaning, and one way to select tickets by any of their facts.

CREATE TABLE ticket_maps (
    map_id BIGINT PRIMARY KEY,
    method VARCHAR NOT NULL,
    tickets BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    selection JSON NOT NULL,
    run_id BIGINT,
    regions JSON NOT NULL,
    made_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE ticket_maps IS 'Maps of tickets by meaning, the newest one last; only its points are kept';
COMMENT ON COLUMN ticket_maps.map_id IS 'Number of the map';
COMMENT ON COLUMN ticket_maps.method IS 'How it was laid out: pca or tsne';
COMMENT ON COLUMN ticket_maps.tickets IS 'How many tickets were selected';
COMMENT ON COLUMN ticket_maps.shown IS 'How many of them the map shows, drawn by category';
COMMENT ON COLUMN ticket_maps.selection IS 'Which tickets were selected, as the address of a screen has it';
COMMENT ON COLUMN ticket_maps.run_id IS 'The run whose decisions were selected by, if any';
COMMENT ON COLUMN ticket_maps.regions IS 'Places of the map with their words, as JSON';
COMMENT ON COLUMN ticket_maps.made_at IS 'When it was laid out, UTC';

CREATE TABLE ticket_map_points (
    map_id BIGINT NOT NULL,
    ticket_key BIGINT NOT NULL,
    x FLOAT NOT NULL,
    y FLOAT NOT NULL
);

COMMENT ON TABLE ticket_map_points IS 'Where tickets stand on the newest map';
COMMENT ON COLUMN ticket_map_points.map_id IS 'The map';
COMMENT ON COLUMN ticket_map_points.ticket_key IS 'The ticket';
COMMENT ON COLUMN ticket_map_points.x IS 'From left to right, 0 to 1000';
COMMENT ON COLUMN ticket_map_points.y IS 'From the top down, 0 to 1000';

-- Whether a point lies within a polygon, given as [[x, y], …]: a ray from it to the right crosses an
-- odd number of its sides (even-odd rule).
CREATE MACRO is_inside(px, py, polygon) AS
    list_sum(list_transform(range(1, len(polygon) + 1), lambda i:
        CASE WHEN (polygon[i][2] > py) <> (polygon[i % len(polygon) + 1][2] > py)
                  AND px < polygon[i][1] + (py - polygon[i][2])
                           * (polygon[i % len(polygon) + 1][1] - polygon[i][1])
                           / (polygon[i % len(polygon) + 1][2] - polygon[i][2])
             THEN 1 ELSE 0 END)) % 2 = 1;

-- Whether these pairs, at most eight, stand among the attributes. Asked one by one, because a map
-- is quick to look into and slow to take apart.
CREATE MACRO has_attributes(attributes, pairs) AS
    pairs IS NULL
    OR len(pairs) <= 8
       AND attributes[pairs[1][1]] = pairs[1][2]
       AND (len(pairs) < 2 OR attributes[pairs[2][1]] = pairs[2][2])
       AND (len(pairs) < 3 OR attributes[pairs[3][1]] = pairs[3][2])
       AND (len(pairs) < 4 OR attributes[pairs[4][1]] = pairs[4][2])
       AND (len(pairs) < 5 OR attributes[pairs[5][1]] = pairs[5][2])
       AND (len(pairs) < 6 OR attributes[pairs[6][1]] = pairs[6][2])
       AND (len(pairs) < 7 OR attributes[pairs[7][1]] = pairs[7][2])
       AND (len(pairs) < 8 OR attributes[pairs[8][1]] = pairs[8][2]);

-- Tickets with what one run says of them, after the filters of the screens (NULL: any).
-- an_attributes: [[column of the export, what must stand in it], …], at most eight.
-- an_area: a polygon on the map of that number.
CREATE OR REPLACE MACRO matching(in_run, a_text := NULL, an_actual := NULL, a_predicted := NULL,
                                 a_first := NULL, a_channel := NULL, a_language := NULL,
                                 an_outcome := NULL, a_since := NULL, an_until := NULL,
                                 a_least := NULL, a_most := NULL, a_suggested := NULL,
                                 an_attributes := NULL, a_map := NULL, an_area := NULL) AS TABLE
SELECT t.ticket_key, t.id, t.subject, left(t.body, 200) AS body, t.category, t.first_category,
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
  AND (a_first IS NULL OR t.first_category = a_first)
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
       OR (an_outcome = 'moved' AND t.first_category <> t.category)
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
       d.category = t.category AS correct
FROM decisions d JOIN tickets t USING (ticket_key);

COMMENT ON VIEW v_decisions IS 'Every decision beside what is known of its ticket';
COMMENT ON COLUMN v_decisions.category IS 'The predicted category, or Unknown';
COMMENT ON COLUMN v_decisions.actual_category IS 'The actual category of the ticket; empty when unknown';
COMMENT ON COLUMN v_decisions.correct IS 'Whether predicted and actual category are the same; empty when unknown';

CREATE OR REPLACE VIEW v_misroutes AS
SELECT * FROM v_decisions WHERE disposition = 'auto' AND NOT correct;

COMMENT ON VIEW v_misroutes IS 'Decisions that were auto-routed to the wrong category';
COMMENT ON COLUMN v_misroutes.category IS 'The category it was wrongly routed to';
COMMENT ON COLUMN v_misroutes.actual_category IS 'Where it belongs';
COMMENT ON COLUMN v_misroutes.correct IS 'Always false here';
