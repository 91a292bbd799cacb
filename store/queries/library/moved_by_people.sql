-- title: Where people put tickets first, and where they ended
-- says: Ways from a wrong first category to the actual one, the most frequent first, with the share of the first category that goes this way.
-- chart: bar x=way y=tickets
WITH sorted AS (
    SELECT first_category, category FROM tickets
    WHERE first_category IS NOT NULL AND sorted_by_people(created_at, attributes)
)
SELECT first_category || ' → ' || category AS way, count(*) AS tickets,
       round(100.0 * count(*) / (
           SELECT count(*) FROM sorted f WHERE f.first_category = t.first_category
       ), 1) AS percent_of_first
FROM sorted t
WHERE first_category <> category
GROUP BY first_category, category
ORDER BY tickets DESC
LIMIT 25
