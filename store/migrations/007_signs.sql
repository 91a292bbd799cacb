-- What the text of a ticket shows beside its category, and a review reason that can be counted.

ALTER TABLE decisions ADD COLUMN signs STRUCT(kind VARCHAR, says VARCHAR)[];
COMMENT ON COLUMN decisions.signs IS 'What the text shows that a confidence does not: orders to a model, hidden text, a language the router does not know, two parts';

ALTER TABLE decisions ADD COLUMN review_kind VARCHAR;
COMMENT ON COLUMN decisions.review_kind IS 'Why a person is wanted, in one of a few words to count by; review_reason says it in full';

UPDATE decisions SET review_kind = CASE
    WHEN error IS NOT NULL THEN 'failed'
    WHEN disposition = 'unknown' THEN 'unknown'
    WHEN starts_with(review_reason, 'a person checks') THEN 'by hand'
    WHEN contains(review_reason, 'was not right often enough') THEN 'no threshold'
    ELSE 'unsure' END
WHERE disposition <> 'auto';
