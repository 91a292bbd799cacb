-- What is answered where a router is unsure of a category and sure of its parent, and both categories
-- of a ticket that tells of two problems.

ALTER TABLE decisions ADD COLUMN parent STRUCT(category VARCHAR, confidence DOUBLE);
COMMENT ON COLUMN decisions.parent IS 'The broader category that is answered where the category itself is unsure, with the confidence in it';

ALTER TABLE decisions ADD COLUMN problems STRUCT(category VARCHAR, confidence DOUBLE)[];
COMMENT ON COLUMN decisions.problems IS 'Both categories of a ticket that tells of two problems, in the order of its text; empty for all others';

-- A view keeps the columns its tables had when it was made: made again, these know the newer ones.

CREATE OR REPLACE VIEW v_decisions AS
SELECT d.*, t.id, t.subject, t.category AS actual_category, t.first_category,
       t.channel, t.language, t.created_at,
       d.category = t.category AS correct
FROM decisions d JOIN tickets t USING (ticket_key);

COMMENT ON VIEW v_decisions IS 'Every decision beside what is known of its ticket';
COMMENT ON COLUMN v_decisions.category IS 'The predicted category, or Unknown';
COMMENT ON COLUMN v_decisions.actual_category IS 'The actual category of the ticket; empty when unknown';
COMMENT ON COLUMN v_decisions.correct IS 'Whether predicted and actual category are the same; empty when unknown';

CREATE OR REPLACE VIEW v_misroutes AS
SELECT * FROM v_decisions WHERE disposition = 'auto' AND NOT correct;

COMMENT ON VIEW v_misroutes IS 'Decisions that were auto-routed to the wrong category';
COMMENT ON COLUMN v_misroutes.category IS 'The category it was wrongly routed to';
COMMENT ON COLUMN v_misroutes.actual_category IS 'Where it belongs';
COMMENT ON COLUMN v_misroutes.correct IS 'Always false here';
