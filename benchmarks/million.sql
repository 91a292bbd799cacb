-- name: words
-- The words of each category, as the tickets that come with the product use them.
CREATE TEMP TABLE told AS
WITH said AS (
    SELECT category, unnest(string_split_regex(lower(subject || ' ' || body), '[^a-z]+')) AS word
    FROM samples
)
SELECT row_number() OVER (ORDER BY category) AS place, category, list(word ORDER BY word) AS words
FROM (SELECT DISTINCT category, word FROM said WHERE length(word) > 2 AND category <> 'Unknown') GROUP BY category

-- name: pick
CREATE TEMP MACRO pick(of, mark) AS of[1 + (mark % len(of))::BIGINT]

-- name: import
INSERT INTO imports (import_id, file_name, sha256, details, tickets, rejected)
VALUES (1, 'generated.csv', 'generated', '{}', $n, 0)

-- name: tickets
-- Some 60 words each: those of its category first, then of another one, then a rare number.
INSERT INTO tickets BY NAME
SELECT k AS ticket_key, 1 AS import_id, k + 1 AS line, 'G-' || k AS id,
       array_to_string(list_transform(range(7), lambda i: pick(own.words, hash(k, i))), ' ') AS subject,
       array_to_string(list_transform(range(40), lambda i: pick(own.words, hash(k, i, 1))), ' ')
       || '. ' || array_to_string(list_transform(range(18), lambda i: pick(other.words, hash(k, i, 2))), ' ')
       || ' order ' || hash(k, 3) % 10000000 AS body,
       own.category, own.category AS exported_category,
       CASE WHEN hash(k, 4) % 100 < 15 THEN other.category ELSE own.category END AS first_category,
       TIMESTAMP '2025-01-01' + to_seconds((hash(k, 5) % 31536000)::BIGINT) AS created_at,
       TIMESTAMP '2025-01-01' + to_seconds((hash(k, 5) % 31536000 + hash(k, 6) % 259200)::BIGINT) AS solved_at,
       pick(['email', 'web', 'chat', 'phone'], hash(k, 7)) AS channel,
       pick(['en', 'en', 'en', 'de', 'fr'], hash(k, 8)) AS language,
       (hash(k, 4) % 100 < 15)::INTEGER + (hash(k, 9) % 10 = 0)::INTEGER AS reassignments,
       (30 + hash(k, 10) % 200)::DOUBLE AS triage_seconds,
       (300 + hash(k, 11) % 3000)::DOUBLE AS handle_seconds,
       MAP {'priority': pick(['low', 'normal', 'normal', 'high', 'urgent'], hash(k, 13)),
            'product': pick(['App', 'Card', 'Shop', 'Terminal'], hash(k, 14)),
            'team': 'Team ' || hash(k, 15) % 12,
            'plan': pick(['free', 'plus', 'pro'], hash(k, 16))} AS attributes
FROM range($first, $last + 1) r(k)
JOIN told own ON own.place = 1 + hash(k) % (SELECT count(*) FROM told)
JOIN told other ON other.place = 1 + (own.place + hash(k, 12) % ((SELECT count(*) FROM told) - 1))
                                     % (SELECT count(*) FROM told)
ORDER BY k

-- name: decisions
-- Right on nine of ten, less sure where it is wrong, two of three auto-routed.
INSERT INTO decisions BY NAME
SELECT $run_id AS run_id, ticket_key, answer AS category, round(sure, 4) AS confidence,
       false AS calibrated,
       [{'category': first_category, 'confidence': round((1 - sure) / 2, 4)}] AS alternatives,
       'Words that counted: ' || split_part(subject, ' ', 1) AS reason,
       CASE WHEN sure >= 0.5 THEN 'auto' ELSE 'review' END AS disposition,
       CASE WHEN sure < 0.5 THEN 'below the threshold' END AS review_reason,
       'embedded' AS router, 0 AS input_tokens, 0 AS output_tokens, 0 AS cached_tokens,
       0.0 AS cost_usd, 0.002 AS latency_seconds
FROM (
    SELECT t.*, CASE WHEN wrong THEN other.category ELSE t.category END AS answer,
           CASE WHEN wrong THEN 0.2 ELSE 0.35 END + (hash(ticket_key, 21) % 6000) / 10000 AS sure
    FROM (SELECT *, hash(ticket_key, 20) % 10 = 0 AS wrong FROM tickets
          WHERE ticket_key BETWEEN $first AND $last) t
    JOIN told own ON own.category = t.category
    JOIN told other ON other.place = 1 + own.place % (SELECT count(*) FROM told)
)

-- name: total
UPDATE runs SET total = $n WHERE run_id = $run_id
