-- name: find
SELECT profile_id FROM profiles WHERE fingerprint = ?

-- name: add
INSERT INTO profiles (profile_id, fingerprint, router, run_id)
SELECT coalesce(max(profile_id), 0) + 1, $fingerprint, $router, $run_id FROM profiles
RETURNING profile_id

-- name: add_file
INSERT INTO profile_files VALUES ($profile_id, $path, $content)

-- name: forget_files_before
-- Only the newest profiles keep their files: a trained router is as large as ten thousand tickets.
DELETE FROM profile_files WHERE profile_id <= (
    SELECT profile_id FROM profiles ORDER BY profile_id DESC LIMIT 1 OFFSET ?)

-- name: forget_before
DELETE FROM profiles WHERE profile_id NOT IN (SELECT f.profile_id FROM profile_files f)

-- name: files
SELECT path, content FROM profile_files WHERE profile_id = ? ORDER BY path

-- name: of_run
SELECT profile_id FROM profiles WHERE run_id = ? ORDER BY profile_id DESC LIMIT 1
