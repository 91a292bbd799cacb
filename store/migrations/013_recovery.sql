-- What is needed to see that something is missing: which workspace this is, and what was lost.

INSERT INTO settings VALUES ('workspace_id', to_json(uuid()::VARCHAR));

CREATE TABLE lost_reviews (
    review_id BIGINT PRIMARY KEY
);

COMMENT ON TABLE lost_reviews IS 'Reviews that a damaged log has lost and the recovery log still knows: their numbers are not given again';
COMMENT ON COLUMN lost_reviews.review_id IS 'The number of the missing review';
