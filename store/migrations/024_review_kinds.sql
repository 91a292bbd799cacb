-- Why a person is wanted, told apart further: the doubt between two categories has a name of its own,
-- and tickets are found by the reason for which they wait.

UPDATE decisions SET review_kind = 'between two'
WHERE review_kind = 'unsure' AND confidence > 0
  AND alternatives[1].confidence >= 0.5 * confidence;

-- Tickets with what one run says of them, after the filters of the screens (NULL: any).
CREATE OR REPLACE MACRO matching(in_run, a_text, an_actual, a_predicted, a_first, a_channel,
                                 a_language, an_outcome, a_since, an_until, a_least, a_most,
                                 a_suggested, an_attribute := NULL, a_value := NULL) AS TABLE
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
       OR an_outcome = d.review_kind
       OR (an_outcome = 'wrong' AND d.category <> t.category)
       OR (an_outcome = 'misroute' AND d.disposition = 'auto' AND d.category <> t.category)
       OR (an_outcome = 'moved' AND t.first_category <> t.category)
       OR (an_outcome = 'failed' AND d.error IS NOT NULL)
       OR (an_outcome = 'doubtful'
           AND t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l)))
  AND (a_suggested IS NULL
       OR t.ticket_key IN (SELECT l.ticket_key FROM v_doubtful_labels l
                           WHERE l.suggested = a_suggested))
  AND (an_attribute IS NULL OR t.attributes[an_attribute] = a_value);
