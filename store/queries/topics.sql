-- name: pool
-- Tickets to find topics in: without a category, called Unknown by a run, or all; drawn at random.
SELECT {ticket_columns}
FROM tickets t LEFT JOIN (SELECT ticket_key AS reviewed_key, category FROM v_reviewed) r
               ON r.reviewed_key = t.ticket_key
WHERE (trim(subject) <> '' OR trim(body) <> '')
  AND ($which = 'all'
       OR ($which = 'unlabelled' AND coalesce(nullif(t.category, ''), r.category, '')
                                     IN ('', 'Unknown'))
       OR ($which = 'unknown' AND EXISTS (SELECT 1 FROM decisions d
               WHERE d.run_id = $run_id AND d.ticket_key = t.ticket_key
                 AND d.category = 'Unknown')))
ORDER BY hash(ticket_key) LIMIT $most

-- name: sizes
SELECT count(*) FILTER (coalesce(nullif(t.category, ''), r.category, '') IN ('', 'Unknown')),
       count(*) FILTER (EXISTS (SELECT 1 FROM decisions d
               WHERE d.run_id = $run_id AND d.ticket_key = t.ticket_key
                 AND d.category = 'Unknown')),
       count(*)
FROM tickets t LEFT JOIN v_reviewed r USING (ticket_key)
WHERE (trim(subject) <> '' OR trim(body) <> '')

-- name: close_open
UPDATE topics SET status = 'gone' WHERE status = 'open'

-- name: add
INSERT INTO topics (topic_id, name, description, terms, status, source)
SELECT coalesce(max(topic_id), 0) + 1, $name, $description, $terms, 'open', $source FROM topics
RETURNING topic_id

-- name: add_tickets
INSERT INTO topic_tickets SELECT $topic_id, unnest($keys), unnest(range(len($keys)))

-- name: of_status
SELECT p.topic_id, p.name, p.description, p.terms, p.status, p.source, p.cost_usd,
       (SELECT count(*) FROM topic_tickets k WHERE k.topic_id = p.topic_id) AS tickets
FROM topics p WHERE p.status = $status ORDER BY tickets DESC, p.topic_id

-- name: keys
SELECT k.ticket_key FROM topic_tickets k JOIN tickets t USING (ticket_key)
WHERE k.topic_id = ? ORDER BY k.place

-- name: examples
SELECT {ticket_columns}
FROM topic_tickets k JOIN tickets t USING (ticket_key)
WHERE k.topic_id = $topic_id ORDER BY k.place LIMIT $most

-- name: rename
UPDATE topics SET name = $name, description = $description, source = $source,
    cost_usd = cost_usd + $cost_usd WHERE topic_id = $topic_id

-- name: set_status
UPDATE topics SET status = $status WHERE topic_id = $topic_id

-- name: concerned
-- Tickets that a run called Unknown, or put where the taxonomy has changed, or of these topics.
SELECT ticket_key FROM decisions d
WHERE d.run_id = $run_id
  AND (d.category = 'Unknown' OR list_contains($changed, d.category)
       OR ticket_key IN (SELECT k.ticket_key FROM topic_tickets k JOIN topics p USING (topic_id)
                         WHERE p.status = 'accepted' AND list_contains($changed, p.name)))
ORDER BY ticket_key
