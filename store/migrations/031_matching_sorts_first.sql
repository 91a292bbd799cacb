-- Whether a person sorted a ticket is asked before its decision is looked up, so that the columns of
-- the export need not be carried along: half of what a selection from a million tickets took.

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
       t.first_by_people AS first_category,
       d.category AS predicted, d.confidence, d.disposition, d.review_reason, d.reason,
       t.channel, t.language, t.created_at, t.handle_seconds, t.triage_seconds,
       length(t.subject) + length(t.body) + 1 AS length
FROM (SELECT *, CASE WHEN sorted_by_people(created_at, attributes) THEN first_category END
                    AS first_by_people
      FROM tickets) t
LEFT JOIN decisions d ON d.ticket_key = t.ticket_key AND d.run_id = in_run
WHERE (a_text IS NULL OR t.id = a_text
       OR regexp_matches(t.subject, regexp_escape(a_text), 'i')
       OR regexp_matches(t.body, regexp_escape(a_text), 'i'))
  AND (an_actual IS NULL OR t.category = an_actual)
  AND (a_predicted IS NULL OR d.category = a_predicted)
  AND (a_first IS NULL OR t.first_by_people = a_first)
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
       OR (an_outcome = 'moved' AND t.first_by_people <> t.category)
       OR (an_outcome = 'doubtful'
           AND t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l)))
  AND (a_suggested IS NULL
       OR t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l
                           WHERE l.suggested = a_suggested))
  AND has_attributes(t.attributes, an_attributes::VARCHAR[][])
  AND (an_area IS NULL
       OR t.ticket_key IN (SELECT p.ticket_key FROM ticket_map_points p
                           WHERE p.map_id = a_map AND is_inside(p.x, p.y, an_area::DOUBLE[][])));
