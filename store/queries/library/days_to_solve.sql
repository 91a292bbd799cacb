-- title: Days until solved, moved tickets against the others
-- says: What a wrong first category costs in time: days from creation to solution, by category.
-- chart: bar x=category y=median_days colour=moved
SELECT category, if(first_category <> category, 'moved', 'right at once') AS moved,
       count(*) AS tickets,
       round(median(date_diff('second', created_at, solved_at)) / 86400, 2) AS median_days
FROM tickets
WHERE category IS NOT NULL AND solved_at >= created_at AND first_category IS NOT NULL
  AND sorted_by_people(created_at, attributes)
GROUP BY ALL
ORDER BY category, moved
