-- one number
SELECT count(*) FROM tickets;
-- counts by category
SELECT category, count(*) AS n FROM tickets GROUP BY ALL ORDER BY n DESC;
-- counts by month and channel
SELECT strftime(created_at, '%Y-%m') AS month, channel, count(*) AS n FROM tickets GROUP BY ALL ORDER BY ALL;
-- where and limit
SELECT id, subject, category FROM tickets WHERE category = 'Billing' AND channel = 'email' ORDER BY created_at DESC LIMIT 100;
-- accuracy of the run
SELECT * FROM v_accuracy;
-- misroutes by way
SELECT actual_category, category, count(*) AS n FROM v_misroutes GROUP BY ALL ORDER BY n DESC;
-- window over a million
SELECT category, id, handle_seconds FROM tickets QUALIFY row_number() OVER (PARTITION BY category ORDER BY handle_seconds DESC) <= 5;
-- quantiles
SELECT category, quantile_cont(handle_seconds, [0.5, 0.9]) AS q FROM tickets GROUP BY ALL;
-- pivot
PIVOT (SELECT first_category, category FROM tickets) ON category USING count(*) GROUP BY first_category;
-- words in bodies
SELECT count(*) FROM tickets WHERE contains(body, 'refund');
-- regular expression
SELECT count(*) FROM tickets WHERE regexp_matches(subject, 'invoice|refund');
-- join and group
SELECT t.channel, avg((d.category = t.category)::INT) AS right_share FROM tickets t JOIN decisions d USING (ticket_key) GROUP BY ALL;
-- ten thousand rows
SELECT id, subject, category, created_at FROM tickets LIMIT 10000;
-- describe
DESCRIBE tickets;
-- nested values
SELECT a.category, avg(a.confidence) FROM (SELECT unnest(alternatives) AS a FROM decisions) GROUP BY ALL;
-- cumulative by day
SELECT day, sum(n) OVER (ORDER BY day) AS total FROM (SELECT created_at::DATE AS day, count(*) AS n FROM tickets GROUP BY ALL)
