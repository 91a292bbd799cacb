-- name: save
INSERT OR REPLACE INTO scenarios (name, follows, entered, inputs, settings)
VALUES ($name, $follows, $entered, $inputs, $settings)

-- name: one
SELECT follows, entered, inputs, settings FROM scenarios WHERE name = ?

-- name: names
SELECT name FROM scenarios ORDER BY name

-- name: delete
DELETE FROM scenarios WHERE name = ?

-- name: released
SELECT name, inputs FROM released_scenarios

-- name: convert
INSERT INTO scenarios
SELECT $name, $follows, $entered, $inputs, $settings, saved_at
FROM released_scenarios WHERE name = $name
