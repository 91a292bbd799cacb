-- Every answer of a provider that was paid for, good or bad, and by what it can be found again.

CREATE TABLE attempts (
    attempt_id VARCHAR NOT NULL,
    run_id BIGINT NOT NULL,
    question VARCHAR NOT NULL,
    category VARCHAR,
    confidence DOUBLE NOT NULL,
    alternatives STRUCT(category VARCHAR, confidence DOUBLE)[] NOT NULL,
    reason VARCHAR NOT NULL,
    problem VARCHAR,
    raw VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    cost_usd DOUBLE NOT NULL,
    certain BOOLEAN NOT NULL,
    latency_seconds DOUBLE NOT NULL,
    written_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE attempts IS 'Answers of a provider, each as it was paid for';
COMMENT ON COLUMN attempts.question IS 'Hash of text, prompt, taxonomy and model: the same question is asked once';
COMMENT ON COLUMN attempts.problem IS 'Why the answer could not be used; empty for a usable one';
COMMENT ON COLUMN attempts.certain IS 'Whether the provider has told what it charged; else tokens and cost are estimates';
