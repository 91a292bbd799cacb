-- name: pool
-- Tickets without a category that may be learned from, at random but always the same.
SELECT {ticket_columns}
FROM tickets
WHERE coalesce(category, '') = '' AND (trim(subject) <> '' OR trim(body) <> '')
  AND md5_number_lower(ticket_key::VARCHAR) % 1000 >= $permille
ORDER BY hash(ticket_key) LIMIT $most

-- name: clear
DELETE FROM start_tickets

-- name: write
INSERT INTO start_tickets SELECT ticket_key, stratum, turn, share FROM batch

-- name: progress
-- Clusters, those with a label, and those whose tickets were all skipped.
WITH seen AS (
    SELECT s.stratum, t.category <> '' AS labelled,
           EXISTS (SELECT 1 FROM reviews r
                   WHERE r.ticket_key = s.ticket_key
                     AND (r.verdict = 'skipped' OR r.category <> '' AND r.chance IS NULL)
                     AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)) AS skipped
    FROM start_tickets s JOIN tickets t USING (ticket_key)
), strata AS (
    SELECT bool_or(coalesce(labelled, false)) AS labelled, bool_and(skipped) AS given_up
    FROM seen GROUP BY stratum
)
SELECT count(*), count(*) FILTER (labelled), count(*) FILTER (given_up AND NOT labelled) FROM strata

-- name: next
-- The ticket to ask about: of the first cluster without a label, the first that was not skipped.
SELECT s.ticket_key FROM start_tickets s JOIN tickets t USING (ticket_key)
WHERE NOT EXISTS (SELECT 1 FROM start_tickets o JOIN tickets l USING (ticket_key)
                  WHERE o.stratum = s.stratum AND l.category <> '')
  AND NOT EXISTS (SELECT 1 FROM v_standing v WHERE v.ticket_key = s.ticket_key)
  AND NOT EXISTS (SELECT 1 FROM reviews r
                  WHERE r.ticket_key = s.ticket_key AND r.verdict = 'skipped'
                    AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id))
ORDER BY s.stratum, s.turn LIMIT 1

-- name: shares
SELECT ticket_key, share FROM start_tickets

-- name: chance
-- One ticket of each cluster is drawn: of all tickets, this one with that chance.
SELECT least(1, 1 / (s.share * (SELECT count(*) FROM tickets)))
FROM start_tickets s WHERE s.ticket_key = ?
