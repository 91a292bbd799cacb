-- name: labelled
-- Labelled tickets with the label they had after the review $last (NULL: have now). To learn from:
-- what the newest review with one of the bases says, else the export. To judge by ($gold): what the
-- export says, else the newest blind look.
WITH past AS (
    SELECT r.ticket_key, arg_max(r.category, r.review_id) AS category FROM reviews r
    WHERE ($last IS NULL OR r.review_id <= $last)
      AND r.category <> '' AND r.undoes IS NULL AND NOT r.blind
      AND list_contains($bases, r.basis) AND (r.chance IS NOT NULL OR NOT $gold)
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id
                      AND ($last IS NULL OR u.review_id <= $last))
    GROUP BY r.ticket_key
),
known AS (
    SELECT t.* REPLACE (CASE WHEN $gold THEN coalesce(nullif(t.exported_category, ''), p.category)
                             ELSE coalesce(p.category, t.exported_category) END AS category)
    FROM tickets t LEFT JOIN past p USING (ticket_key)
)
SELECT {ticket_columns}
FROM known
WHERE category <> '' ORDER BY hash(ticket_key) LIMIT $most

-- name: held_back_keys
-- Labelled tickets whose key says that they are held back.
SELECT ticket_key FROM tickets LEFT JOIN v_reviewed r USING (ticket_key)
WHERE (tickets.category <> '' OR r.category <> '') AND md5_number_lower(ticket_key::VARCHAR) % 1000 < $permille

-- name: counts
-- Tickets, those with any label, labels of the export, tickets with a review, those of them with a
-- blind look, the newest review.
SELECT count(*), count(*) FILTER (t.category <> '' OR r.ticket_key IS NOT NULL),
       count(*) FILTER (t.exported_category <> ''), count(r.ticket_key),
       (SELECT count(*) FROM v_blind_looks), (SELECT coalesce(max(review_id), 0) FROM reviews)
FROM tickets t LEFT JOIN v_reviewed r USING (ticket_key)

-- name: labels_since
-- Tickets that are called otherwise than after the review $last: what was taken back, or chosen
-- once more, is nothing new.
WITH called AS (
    SELECT r.ticket_key,
           arg_max(r.category, r.review_id) FILTER (NOT EXISTS (
               SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)) AS now,
           arg_max(r.category, r.review_id) FILTER (r.review_id <= $last AND NOT EXISTS (
               SELECT 1 FROM reviews u WHERE u.undoes = r.review_id AND u.review_id <= $last))
               AS before
    FROM reviews r
    WHERE r.category <> '' AND r.undoes IS NULL AND NOT r.blind AND list_contains($bases, r.basis)
    GROUP BY r.ticket_key
)
SELECT count(*) FROM called c JOIN tickets t USING (ticket_key)
WHERE coalesce(c.now, t.exported_category, '') <> coalesce(c.before, t.exported_category, '')

-- name: add_version
INSERT INTO router_versions
SELECT coalesce(max(version_id), 0) + 1, $taxonomy_id, $fingerprint, $last_review_id, $labels,
       $put_to_work, $why, $held_back, $judged_on, $accuracy, $accuracy_low, $accuracy_high,
       $before, $difference, $difference_low, $difference_high, $proposal, $seconds,
       now() AT TIME ZONE 'UTC'
FROM router_versions RETURNING version_id

-- name: versions
SELECT * FROM router_versions ORDER BY version_id DESC

-- name: add_curve
INSERT INTO learning_curve SELECT $version_id, * FROM batch

-- name: curve
SELECT labels, judged_on, accuracy, accuracy_low, accuracy_high,
       coverage, coverage_low, coverage_high
FROM learning_curve WHERE version_id = ? ORDER BY labels

-- name: held_of_run
SELECT ticket_key FROM decisions
WHERE run_id = $run_id AND md5_number_lower(ticket_key::VARCHAR) % 1000 < $permille

-- name: doubts
-- What a run makes of some tickets: how narrow the lead of the likeliest category is.
SELECT t.ticket_key, t.subject || chr(10) || t.body AS text,
       1 - (d.confidence - coalesce(d.alternatives[1].confidence, 0)) AS doubt
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = $run_id AND t.ticket_key IN (SELECT unnest($keys))
ORDER BY t.ticket_key
