-- name: facts
SELECT ticket_key, channel, language, attributes FROM tickets ORDER BY ticket_key

-- name: people
SELECT ticket_key, first_category <> category AS is_wrong FROM {matching}
WHERE category <> '' AND first_category <> ''

-- name: router
SELECT ticket_key, predicted <> category AS is_wrong FROM {matching}
WHERE category <> '' AND disposition = 'auto'

-- name: labels
SELECT f.ticket_key, v.ticket_key IS NOT NULL AS is_wrong
FROM {matching} f SEMI JOIN label_checks USING (ticket_key)
LEFT JOIN v_doubtful_labels v ON v.ticket_key = f.ticket_key
WHERE f.category <> ''

-- name: decided
SELECT ticket_key, predicted <> category AS is_wrong FROM {matching}
WHERE category <> '' AND predicted IS NOT NULL

-- name: selected
SELECT * FROM $matching
