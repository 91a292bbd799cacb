-- title: Where people put tickets first, and where they ended
-- says: Ways from a wrong first category to the actual one, the most frequent first, with the share of the first category that goes this way.
-- chart: bar x=way y=tickets
SELECT first_category || ' → ' || category AS way, count(*) AS tickets,
       round(100.0 * count(*) / (
           SELECT count(*) FROM tickets f WHERE f.first_category = t.first_category
       ), 1) AS percent_of_first
FROM tickets t
WHERE first_category <> category
GROUP BY first_category, category
ORDER BY tickets DESC
LIMIT 25
