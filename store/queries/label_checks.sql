-- name: clear
DELETE FROM label_checks

-- name: write
INSERT INTO label_checks BY NAME SELECT * FROM batch

-- name: counts
SELECT (SELECT count(*) FROM label_checks), (SELECT count(*) FROM v_doubtful_labels)

-- name: of_ticket
SELECT category, suggested, confidence, own_confidence, agreeing, neighbours, doubt, wrong
FROM label_checks WHERE ticket_key = ?

-- name: doubted
-- The work list with what was said of each label on it.
SELECT l.ticket_key, row_number() OVER (ORDER BY l.doubt DESC, l.ticket_key) - 1 AS rank,
       (hash(l.ticket_key, 'label') % 1000000) / 1000000.0 AS lot, l.category, r.category, r.origin
FROM label_checks l JOIN tickets t ON t.ticket_key = l.ticket_key AND t.category = l.category
LEFT JOIN (SELECT ticket_key, arg_max(category, review_id) AS category,
                  arg_max(origin, review_id) AS origin
           FROM v_standing WHERE origin IN ($ranked, $by_lot) GROUP BY ticket_key) r
    ON r.ticket_key = l.ticket_key
WHERE l.wrong AND (r.category IS NOT NULL
                   OR l.ticket_key NOT IN (SELECT s.ticket_key FROM v_standing s))
ORDER BY rank
