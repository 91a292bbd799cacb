-- name: newest_review
-- The newest number of a review; the numbers of lost ones are not given again.
(SELECT coalesce(max(review_id), 0)
 FROM (SELECT review_id FROM reviews UNION ALL SELECT review_id FROM lost_reviews))

-- name: review_columns
(review_id, ticket_key, reviewer, verdict, category, second_category, note, origin, blind, run_id,
 suggested, confidence, review_reason, router, fingerprint, policy_id, seconds, undoes, reviewed_at)
