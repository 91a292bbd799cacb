-- title: Subjects that come again and again
-- says: The same subject in several tickets, numbers left out, and the categories they ended in: a rule may do there.
SELECT any_value(subject) AS example, count(*) AS tickets, count(DISTINCT category) AS categories,
       mode(category) AS commonest
FROM tickets
WHERE subject <> ''
GROUP BY regexp_replace(lower(subject), '\d+', '#', 'g')
HAVING tickets > 1
ORDER BY tickets DESC
LIMIT 100
