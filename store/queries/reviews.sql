-- name: add
-- The suggestion is read from the run itself, so that the record holds what was true at that moment.
INSERT INTO reviews {review_columns}
SELECT {newest_review} + 1, $ticket_key, $reviewer, $verdict,
       $category, $second_category, $note, $origin, $blind, $run_id,
       coalesce($suggested, d.category), coalesce($confidence, d.confidence), d.review_reason,
       d.router, r.fingerprint, r.policy_id, $seconds, $undoes, now() AT TIME ZONE 'UTC',
       $basis, $chance
FROM (SELECT 1)
LEFT JOIN decisions d ON d.run_id = $run_id AND d.ticket_key = $ticket_key
LEFT JOIN runs r ON r.run_id = $run_id
RETURNING review_id

-- name: settle
UPDATE tickets SET category = {gold_label} WHERE ticket_key = $ticket_key

-- name: one
SELECT ticket_key, reviewer, verdict, category, second_category, note, origin, blind, run_id,
       suggested, confidence, seconds, basis, chance, review_id, undoes, reviewed_at
FROM reviews WHERE review_id = ?

-- name: of_ticket
SELECT ticket_key, reviewer, verdict, category, second_category, note, origin, blind, run_id,
       suggested, confidence, seconds, basis, chance, review_id, undoes, reviewed_at
FROM reviews WHERE ticket_key = ? ORDER BY review_id DESC

-- name: category_of
SELECT category FROM v_reviewed WHERE ticket_key = ?

-- name: last_of
SELECT ticket_key, reviewer, verdict, category, second_category, note, origin, blind, run_id,
       suggested, confidence, seconds, basis, chance, review_id, undoes, reviewed_at
FROM reviews r
WHERE reviewer = ? AND undoes IS NULL AND origin <> 'bulk'
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
ORDER BY review_id DESC LIMIT 1

-- name: undone
SELECT count(*) FROM reviews WHERE undoes = ?

-- name: standing
SELECT count(*) FROM v_standing WHERE ticket_key = ?

-- name: sent
-- Wanted by hand, and not yet decided by anyone since.
SELECT count(*) FROM reviews r WHERE r.verdict = 'sent' AND r.ticket_key = $ticket_key
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
  AND NOT EXISTS (SELECT 1 FROM v_standing s
                  WHERE s.ticket_key = r.ticket_key AND s.review_id > r.review_id)

-- name: audit
SELECT * FROM v_audit
WHERE ($reviewer IS NULL OR reviewer = $reviewer) AND ($verdict IS NULL OR verdict = $verdict)
  AND ($ticket IS NULL OR ticket_id = $ticket)
ORDER BY review_id DESC LIMIT $most

-- name: reviewers
SELECT DISTINCT reviewer FROM reviews ORDER BY reviewer

-- name: by_basis
SELECT basis, count(*) AS tickets FROM v_reviewed GROUP BY basis ORDER BY tickets DESC, basis

-- name: pace
-- What was decided, and how long it took; today is the day in UTC.
SELECT count(*) FILTER (reviewer = $reviewer AND reviewed_at >= $midnight),
       count(DISTINCT ticket_key) FILTER (category IS NOT NULL AND NOT blind),
       count(seconds) FILTER (reviewer = $reviewer),
       median(seconds) FILTER (reviewer = $reviewer)
FROM reviews r
WHERE verdict IN ('chosen', 'split') AND origin <> 'bulk'
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)

-- name: judged
-- Suggestions of a router that a person had in view and judged one by one, oldest first; what the
-- check of the labels suggests is left out.
SELECT reviewed_at, reviewer, category = suggested AND verdict = 'chosen' AS accepted, seconds
FROM reviews r
WHERE verdict IN ('chosen', 'split') AND suggested <> 'Unknown' AND basis = 'shown' AND NOT blind
  AND NOT starts_with(origin, 'labels')
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
ORDER BY review_id

-- name: by_reviewer
-- Overturned: somebody else decided later, and otherwise.
SELECT r.reviewer AS "Reviewer", count(*) FILTER (r.verdict IN ('chosen', 'split')) AS "Decided",
       median(r.seconds) FILTER (r.verdict IN ('chosen', 'split')) AS "Seconds",
       100 * avg((r.category = r.suggested)::INT)
           FILTER (r.verdict = 'chosen' AND r.suggested <> 'Unknown' AND r.basis = 'shown'
                   AND NOT starts_with(r.origin, 'labels')) AS "Accepted",
       count(*) FILTER (n.category <> r.category) AS "Overturned",
       count(*) FILTER (r.verdict = 'split') AS "Split",
       count(*) FILTER (r.verdict = 'skipped') AS "Skipped",
       max(r.reviewed_at) AS "Last"
FROM reviews r
LEFT JOIN v_reviewed n
    ON n.ticket_key = r.ticket_key AND n.review_id > r.review_id AND n.reviewer <> r.reviewer
WHERE r.undoes IS NULL AND r.origin <> 'bulk'
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
GROUP BY r.reviewer ORDER BY "Decided" DESC, r.reviewer

-- name: twice
-- What two people said of one ticket, the second without seeing the first.
SELECT arg_max(s.category, s.review_id), b.category, arg_max(s.reviewer, s.review_id), b.reviewer
FROM reviews b JOIN v_standing s ON s.ticket_key = b.ticket_key AND s.review_id < b.review_id
WHERE b.blind AND b.category IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = b.review_id)
GROUP BY b.review_id, b.category, b.reviewer ORDER BY b.review_id

-- name: newest
SELECT coalesce(max(review_id), 0) FROM reviews

-- name: seconds
-- What a decision takes: in view of a suggestion, or from the ticket alone.
SELECT count(*), avg(seconds), stddev_samp(seconds) FROM reviews r
WHERE verdict IN ('chosen', 'split') AND seconds IS NOT NULL
  AND CASE WHEN $shown
           THEN suggested IS NOT NULL AND origin IN ('queue', 'sample') AND basis = 'shown'
           ELSE basis = 'blind' END
  AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
