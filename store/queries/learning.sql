-- name: labelled
-- Labelled tickets with the category they had after the review $last (NULL: have now).
WITH later AS (SELECT DISTINCT ticket_key FROM reviews WHERE review_id > $last),
past AS (
    SELECT r.ticket_key, arg_max(r.category, r.review_id) AS category FROM reviews r
    WHERE r.review_id <= $last AND r.category <> '' AND r.undoes IS NULL AND NOT r.blind
      AND NOT EXISTS (SELECT 1 FROM reviews u
                      WHERE u.undoes = r.review_id AND u.review_id <= $last)
    GROUP BY r.ticket_key
),
known AS (
    SELECT t.* REPLACE (CASE WHEN l.ticket_key IS NULL THEN t.category
                             ELSE coalesce(p.category, t.exported_category) END AS category)
    FROM tickets t LEFT JOIN later l USING (ticket_key) LEFT JOIN past p USING (ticket_key)
)
SELECT {ticket_columns}
FROM known
WHERE category <> '' ORDER BY hash(ticket_key) LIMIT $most

-- name: marked
-- Labelled tickets whose key says that they are held back.
SELECT ticket_key FROM tickets
WHERE category <> '' AND md5_number_lower(ticket_key::VARCHAR) % 1000 < $permille

-- name: counts
-- Tickets, labelled ones, labels of the export, labels by reviews, the newest review with a label.
SELECT count(*), count(*) FILTER (t.category <> ''), count(*) FILTER (t.exported_category <> ''),
       (SELECT count(DISTINCT ticket_key) FROM v_standing),
       (SELECT coalesce(max(review_id), 0) FROM reviews)
FROM tickets t

-- name: labels_since
-- Tickets whose label may have changed since the review $last.
SELECT count(DISTINCT ticket_key) FROM reviews
WHERE review_id > $last AND (category <> '' OR undoes IS NOT NULL) AND NOT blind

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
