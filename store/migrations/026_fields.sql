-- What the heads of the other fields say of each ticket: priority, product, mood and the like.

CREATE TABLE field_answers (
    run_id BIGINT NOT NULL,
    ticket_key BIGINT NOT NULL,
    field VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    actual VARCHAR,
    PRIMARY KEY (run_id, field, ticket_key)
);

COMMENT ON TABLE field_answers IS 'What was answered for fields beside the category, one row a run, field and ticket';
COMMENT ON COLUMN field_answers.run_id IS 'The run';
COMMENT ON COLUMN field_answers.ticket_key IS 'The ticket';
COMMENT ON COLUMN field_answers.field IS 'Name of the field, as defined on Taxonomy';
COMMENT ON COLUMN field_answers.value IS 'The value; empty where nothing was said, several parted by |';
COMMENT ON COLUMN field_answers.confidence IS 'Confidence in the value, 0 to 1';
COMMENT ON COLUMN field_answers.actual IS 'The value in the export, where it has one';
