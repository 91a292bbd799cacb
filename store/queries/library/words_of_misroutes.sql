-- title: Words that misrouted tickets have in common
-- says: Words of subjects that stand in misrouted tickets more often than in all; lift 2 means twice as often.
-- chart: bar x=word y=lift
WITH words AS (
    SELECT ticket_key,
           unnest(list_distinct(regexp_extract_all(lower(subject), '[\pL]{4,}'))) AS word
    FROM tickets
), wrong AS (
    SELECT ticket_key FROM v_misroutes WHERE run_id = (SELECT max(run_id) FROM decisions)
)
SELECT word, count(*) AS tickets, count(wrong.ticket_key) AS misrouted,
       round((count(wrong.ticket_key) / count(*))
             / nullif((SELECT count(*) FROM wrong) / (SELECT count(*) FROM tickets), 0), 2) AS lift
FROM words LEFT JOIN wrong USING (ticket_key)
GROUP BY word
HAVING misrouted >= 3
ORDER BY lift DESC, misrouted DESC
LIMIT 30
