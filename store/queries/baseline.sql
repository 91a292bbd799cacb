-- name: mark
SELECT count(*) || '-' || coalesce(bit_xor(hash(ticket_key, category)), 0)
FROM tickets WHERE category <> ''

-- name: clear
DELETE FROM text_baseline

-- name: write
INSERT INTO text_baseline SELECT ticket_key, category, near_group FROM batch
