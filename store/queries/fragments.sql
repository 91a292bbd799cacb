-- name: newest_review
-- The newest number of a review; the numbers of lost ones are not given again.
(SELECT coalesce(max(review_id), 0)
 FROM (SELECT review_id FROM reviews UNION ALL SELECT review_id FROM lost_reviews))

-- name: review_columns
(review_id, ticket_key, reviewer, verdict, category, second_category, note, origin, blind, run_id,
 suggested, confidence, review_reason, router, fingerprint, policy_id, seconds, undoes, reviewed_at,
 basis, chance)

-- name: gold_label
-- What the export says, else what a blind look said; a review in view of a suggestion never.
coalesce(nullif(tickets.exported_category, ''),
         (SELECT l.category FROM v_blind_looks l WHERE l.ticket_key = tickets.ticket_key))

-- name: matching
-- The tickets that match the filters of a screen, with what the run says of them.
matching($run_id, $text, $actual, $predicted, $first, $channel, $language, $outcome, $since, $until,
         $least, $most, $suggested, $attributes, $map, $area)
