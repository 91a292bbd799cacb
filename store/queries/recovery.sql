-- name: extent
-- How many blocks are in use, and how large each is: so large the file is at least.
SELECT block_size, used_blocks FROM pragma_database_size()
WHERE database_name = current_database()

-- name: identity
SELECT value->>'$' FROM settings WHERE name = 'workspace_id'

-- name: counts
SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM decisions),
       (SELECT count(*) FROM reviews), (SELECT coalesce(max(review_id), 0) FROM reviews)

-- name: new_reviews
SELECT * FROM reviews WHERE review_id > $after ORDER BY review_id

-- name: lost
-- Reviews of the recovery log that are not here.
SELECT n FROM unnest($numbers) t(n)
WHERE n NOT IN (SELECT review_id FROM reviews) ORDER BY n

-- name: note_lost
INSERT OR IGNORE INTO lost_reviews SELECT unnest($numbers)

-- name: forget_lost
DELETE FROM lost_reviews

-- name: bring_back
INSERT INTO reviews BY NAME
SELECT * REPLACE (CAST(reviewed_at AS TIMESTAMP) AS reviewed_at) FROM batch

-- name: unknown_basis
-- A log of an earlier release does not say what the person had in view: it was the suggestion.
UPDATE reviews SET basis = CASE WHEN origin = 'bulk' THEN 'bulk' ELSE 'shown' END
WHERE basis IS NULL

-- name: settle
UPDATE tickets SET category = {gold_label} WHERE ticket_key IN (SELECT unnest($keys))

-- name: set_identity
UPDATE settings SET value = to_json($workspace_id::VARCHAR) WHERE name = 'workspace_id'

-- name: all_lost
SELECT review_id FROM lost_reviews ORDER BY review_id

-- name: new_identity
-- A copy is a workspace of its own, and nobody has it open.
UPDATE settings SET value = to_json(uuid()::VARCHAR) WHERE name = 'workspace_id'
