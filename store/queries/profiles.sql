-- name: find
SELECT profile_id FROM profiles WHERE fingerprint = ?

-- name: add
INSERT INTO profiles (profile_id, fingerprint, router, run_id)
SELECT coalesce(max(profile_id), 0) + 1, $fingerprint, $router, $run_id FROM profiles
RETURNING profile_id

-- name: add_file
INSERT INTO profile_files VALUES ($profile_id, $path, $content)

-- name: proven
INSERT INTO profile_runs (profile_id, run_id) VALUES ($profile_id, $run_id)
ON CONFLICT DO UPDATE SET proven_at = excluded.proven_at

-- name: forget_runs_before
-- Only the profiles that were proven last stay: a trained router is as large as ten thousand tickets.
DELETE FROM profile_runs WHERE profile_id NOT IN (
    SELECT profile_id FROM profile_runs GROUP BY profile_id ORDER BY max(proven_at) DESC LIMIT ?)

-- name: forget_files_before
-- That of the version at work stays as well; it is kept right before its version is recorded.
DELETE FROM profile_files WHERE profile_id NOT IN (
    SELECT r.profile_id FROM profile_runs r
    UNION ALL
    SELECT p.profile_id FROM profiles p WHERE p.fingerprint = (
        SELECT v.fingerprint FROM router_versions v WHERE v.put_to_work
        ORDER BY v.version_id DESC LIMIT 1))

-- name: forget_before
DELETE FROM profiles WHERE profile_id NOT IN (SELECT f.profile_id FROM profile_files f)

-- name: files
SELECT path, content FROM profile_files WHERE profile_id = ? ORDER BY path

-- name: of_run
SELECT profile_id FROM profile_runs WHERE run_id = ? ORDER BY proven_at DESC LIMIT 1

-- name: newest_run
SELECT p.run_id FROM profile_runs p JOIN runs r USING (run_id)
WHERE r.status = 'finished' ORDER BY p.run_id DESC LIMIT 1
