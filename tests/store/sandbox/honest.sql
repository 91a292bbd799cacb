-- One honest query a line: none of them may be refused.
SELECT 1
FROM tickets
TABLE tickets
VALUES (1, 'a'), (2, 'b')
SELECT category, count(*) AS n FROM tickets GROUP BY ALL ORDER BY n DESC LIMIT 5
SELECT * EXCLUDE (body) REPLACE (upper(subject) AS subject) FROM tickets
SELECT COLUMNS('.*_at') FROM tickets
WITH t AS (SELECT * FROM tickets), u AS MATERIALIZED (SELECT * FROM t) SELECT count(*) FROM u
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT * FROM n
SELECT id, row_number() OVER (PARTITION BY category ORDER BY ticket_key) AS place FROM tickets QUALIFY place <= 3
SELECT id, lag(created_at) OVER w, sum(triage_seconds) OVER (ORDER BY ticket_key ROWS 3 PRECEDING) FROM tickets WINDOW w AS (ORDER BY ticket_key)
SELECT date_trunc('month', created_at) AS month, strftime(created_at, '%Y-%m'), age(solved_at, created_at) FROM tickets
SELECT INTERVAL 3 DAY + DATE '2026-01-01', extract(dow FROM now()), date_diff('day', DATE '2026-01-01', today())
SELECT regexp_matches(body, '(?i)invoice'), regexp_extract(body, '(\d+)', 1), regexp_replace(body, '\d', '#', 'g') FROM tickets
SELECT string_split(subject, ' ')[1], split_part(subject, ' ', 2), levenshtein(id, 'T-1'), format('{:.2f}', 1.5) FROM tickets
SELECT list_transform([1, 2, 3], lambda x: x + 1), [x * 2 FOR x IN [1, 2] IF x > 1], list_filter([1, 2], lambda x: x > 1)
SELECT {'a': 1, 'b': 'x'}.a, map {'k': 1}['k'], struct_pack(n := 1), union_value(n := 1), '101'::BIT, 'x'::BLOB, uuid()
SELECT '{"a": [1, 2]}'::JSON -> '$.a[0]', json_extract_string('{"a": "x"}', '$.a'), json_object('a', 1)
SELECT * FROM json_each('{"a": 1, "b": 2}')
SELECT json_extract_string(settings, '$.router') FROM runs
SELECT word, count(*) FROM (SELECT unnest(string_split(lower(body), ' ')) AS word FROM tickets) GROUP BY word ORDER BY 2 DESC
SELECT * FROM unnest([1, 2, 3]) AS t(n), range(3) AS r(i), generate_series(1, 3) AS g(j)
PIVOT tickets ON category USING count(*) GROUP BY first_category
FROM tickets PIVOT (count(*) FOR category IN ('Billing', 'Fraud'))
SELECT * FROM (PIVOT (SELECT first_category, category FROM tickets) ON category USING count(*)) ORDER BY 1
UNPIVOT (SELECT ticket_key, triage_seconds, handle_seconds FROM tickets) ON triage_seconds, handle_seconds INTO NAME what VALUE seconds
SELECT t.id, d.category FROM tickets t ASOF JOIN decisions d ON t.ticket_key = d.ticket_key AND t.created_at >= d.decided_at
SELECT * FROM tickets t LEFT JOIN decisions d USING (ticket_key) SEMI JOIN runs r USING (run_id)
SELECT * FROM tickets t, LATERAL (SELECT count(*) AS n FROM decisions d WHERE d.ticket_key = t.ticket_key)
SELECT * FROM tickets USING SAMPLE 10
SELECT * FROM tickets TABLESAMPLE reservoir(20%) REPEATABLE (42)
SELECT category, first_category, count(*) FROM tickets GROUP BY CUBE (category, first_category)
SELECT count(*) FILTER (category = 'Billing'), quantile_cont(triage_seconds, [0.5, 0.9]), mode(category), arg_max(id, ticket_key), histogram(category) FROM tickets
SELECT category FROM tickets UNION ALL BY NAME SELECT 'x' AS category
SELECT id FROM tickets WHERE category = ANY (SELECT category FROM decisions) AND EXISTS (SELECT 1 FROM runs)
SELECT CASE WHEN category IS NULL THEN 'none' ELSE category END, coalesce(channel, '?'), nullif(language, '') FROM tickets
SELECT approx_count_distinct(id), corr(ticket_key, triage_seconds), stddev(triage_seconds), entropy(category) FROM tickets
DESCRIBE tickets
DESCRIBE SELECT 1 AS a
SUMMARIZE tickets
SUMMARIZE SELECT category FROM tickets
SHOW TABLES
SHOW ALL TABLES
SHOW tickets
SELECT table_name, comment FROM duckdb_tables()
SELECT * FROM information_schema.columns
SELECT * FROM duckdb_columns() WHERE NOT internal
EXPLAIN SELECT count(*) FROM tickets
EXPLAIN ANALYZE SELECT count(*) FROM tickets
EXPLAIN (FORMAT json) SELECT 1
/* é */ EXPLAIN /* ü */ SELECT 'é'
SELECT * FROM v_misroutes
SELECT * FROM v_accuracy
SELECT * FROM matching(1, NULL, NULL, NULL, NULL, NULL, NULL, 'misroute', NULL, NULL, NULL, NULL, NULL)
SELECT 'DROP TABLE tickets; COPY x TO y' AS words, 'read_text(''x'')' AS more
SELECT 1 AS "delete", 2 AS "copy"; -- a trailing comment
SELECT CAST('2026-01-01' AS DATE), '3'::INT, TRY_CAST('x' AS INT), 1_000, 0x1F, 1e3
SELECT sum(n) FROM (SELECT 1::HUGEINT AS n UNION ALL SELECT 2)
SELECT subject.lower().left(10) FROM tickets
SELECT version(), current_user, current_date
SELECT id FROM tickets ORDER BY ALL LIMIT 50%
SELECT position('x' IN 'axb'), substring('abc' FROM 2), trim(BOTH ' ' FROM ' a '), 'a' ILIKE 'A%', 'a' SIMILAR TO 'a+', 'abc' GLOB 'a*'
SHOW ALL
SHOW SETTINGS
SHOW TABLES FROM main
SELECT list_transform([1, 2], x -> x + 1)
SELECT * FROM histogram(tickets, category)
