-- title: Decisions below a confidence
-- says: Tickets that the newest run was less sure of than the given confidence, the least sure first.
-- $least: number 0.4
SELECT id, subject, category AS predicted, actual_category, confidence, disposition, reason
FROM v_decisions
WHERE run_id = (SELECT max(run_id) FROM decisions) AND confidence < $least
ORDER BY confidence
LIMIT 500
