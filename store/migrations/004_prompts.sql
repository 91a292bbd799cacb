-- Every version of the prompt that was written in this workspace; none is overwritten.
CREATE TABLE prompts (
    prompt_id BIGINT PRIMARY KEY,
    prompt JSON NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);
