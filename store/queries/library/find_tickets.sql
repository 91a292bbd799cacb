-- title: Tickets that say something
-- says: Tickets with the given words in subject or text, newest first, at least as old as the given day.
-- $words: text invoice
-- $until: date 2030-12-31
SELECT id, created_at, category, first_category, subject, left(body, 200) AS body
FROM tickets
WHERE contains(lower(subject || ' ' || body), lower($words))
  AND (created_at IS NULL OR created_at < $until::DATE + 1)
ORDER BY created_at DESC NULLS LAST
LIMIT 500
