-- One bomb a line: each must end at a limit, alone, and soon.
SELECT repeat('x', 2000000000)
SELECT sum(a.range * b.range) FROM range(10000000000) a, range(10000000000) b
SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a.range, b.range) = 1
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t
WITH RECURSIVE t(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM t) SELECT max(length(s)) FROM t
SELECT list(range) FROM range(10000000000)
SELECT string_agg(repeat('x', 100000), '') FROM range(10000000)
SELECT list_aggregate(range(10000000000), 'sum')
SELECT unnest(generate_series(1, 1000000000)) AS n ORDER BY n DESC
SELECT * FROM range(1000000000) ORDER BY hash(range)
SELECT * FROM range(1000000000)
SELECT repeat('x', 10000000) FROM range(1000000)
SELECT count(DISTINCT hash(range)) FROM range(100000000000)
SELECT max(regexp_replace(repeat('a', 100000), '(a|aa)+$', 'b', 'g')) FROM range(10000000000) WHERE hash(range) > 1
SELECT list_transform(range(100000000), lambda x: repeat('x', 1000))
SELECT lpad('x', 2147483647, 'y')
SELECT array_to_string(list_transform(range(50000000), lambda i: 'xxxxxxxxxx'), ',')
SELECT * FROM tickets a, tickets b, tickets c, tickets d, tickets e, tickets f ORDER BY hash(a.id, b.id, c.id)
SELECT histogram(hash(range)) FROM range(10000000000)
SELECT repeat(repeat(repeat('x', 100000), 1000), 1000)
SELECT range(1000000000) FROM range(1000)
SELECT md5(string_agg(md5(a.range::VARCHAR), '')) FROM range(100000000000) a
