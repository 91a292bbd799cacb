-- What was asked for by hand waits only as long as the ticket is there: an import can be taken back.

CREATE OR REPLACE VIEW v_wanted AS
SELECT w.ticket_key, max(w.review_id) AS review_id
FROM (
    SELECT r.ticket_key, r.review_id FROM reviews r
    WHERE r.verdict = 'sent'
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
    UNION ALL
    SELECT b.ticket_key, b.review_id FROM reviews b
    JOIN (SELECT ticket_key, arg_max(category, review_id) AS category FROM v_standing
          GROUP BY ticket_key) s USING (ticket_key)
    WHERE b.blind AND b.category <> s.category
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = b.review_id)
) w
WHERE NOT EXISTS (SELECT 1 FROM v_standing s
                  WHERE s.ticket_key = w.ticket_key AND s.review_id > w.review_id)
  AND EXISTS (SELECT 1 FROM tickets t WHERE t.ticket_key = w.ticket_key)
GROUP BY w.ticket_key;

COMMENT ON VIEW v_wanted IS 'Tickets sent to review by hand, or judged differently in a blind second look, that wait for a decision';
COMMENT ON COLUMN v_wanted.ticket_key IS 'The ticket that waits';
COMMENT ON COLUMN v_wanted.review_id IS 'The review that asks for it';
