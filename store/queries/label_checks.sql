-- name: clear
DELETE FROM label_checks

-- name: write
INSERT INTO label_checks BY NAME SELECT * FROM batch

-- name: counts
SELECT (SELECT count(*) FROM label_checks), (SELECT count(*) FROM v_doubtful_labels)

-- name: of_ticket
SELECT category, suggested, confidence, own_confidence, agreeing, neighbours, doubt, wrong
FROM label_checks WHERE ticket_key = ?
