-- name: add
INSERT INTO policies (policy_id, policy, origin)
SELECT coalesce(max(policy_id), 0) + 1, $policy, $origin FROM policies RETURNING policy_id

-- name: newest
SELECT policy_id, policy, origin, created_at FROM policies ORDER BY policy_id DESC LIMIT 1

-- name: one
SELECT policy_id, policy, origin, created_at FROM policies WHERE policy_id = ?

-- name: of_run
SELECT p.policy_id, p.policy, p.origin, p.created_at
FROM policies p JOIN runs r USING (policy_id) WHERE r.run_id = ?

-- name: answers
SELECT d.ticket_key, d.category, d.confidence, d.error, d.alternatives, d.problems, d.signs, d.disposition, d.review_kind, coalesce(t.id, ''),
       d.router
FROM decisions d LEFT JOIN tickets t USING (ticket_key) WHERE d.run_id = ?

-- name: dispose
UPDATE decisions SET disposition = b.disposition, review_reason = b.review_reason,
    review_kind = b.review_kind, parent = b.parent
FROM batch b WHERE decisions.run_id = $run_id AND decisions.ticket_key = b.ticket_key

-- name: used
UPDATE runs SET policy_id = $policy_id WHERE run_id = $run_id

-- name: all
SELECT p.policy_id, p.policy, p.origin, p.created_at,
       (SELECT list(r.run_id ORDER BY r.run_id) FROM runs r WHERE r.policy_id = p.policy_id)
FROM policies p ORDER BY p.policy_id DESC
