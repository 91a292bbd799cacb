-- name: labels_version
-- A sum, because the hash of a pair is its hashes xored: under bit_xor the same change of label on
-- an even number of tickets would cancel out.
SELECT count(*) || '-' || coalesce(sum(hash(ticket_key, category)), 0)
FROM tickets WHERE category <> ''

-- name: size
SELECT count(*) FROM text_baseline

-- name: clear
DELETE FROM text_baseline

-- name: write
INSERT INTO text_baseline SELECT ticket_key, category, near_group FROM batch
