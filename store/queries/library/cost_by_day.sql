-- title: What runs have cost
-- says: Paid answers by day and model, with tokens and dollars; empty where nothing was paid.
-- chart: bar x=day y=dollars colour=model
SELECT written_at::DATE AS day, model, count(*) AS answers, count(problem) AS unusable,
       sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
       round(sum(cost_usd), 4) AS dollars
FROM attempts
GROUP BY ALL
ORDER BY day, model
