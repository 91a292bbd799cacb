-- A category that is renamed, merged or split keeps its labels, reviews, runs and history: what was
-- written under its old name is found under the new one, and the old one is kept beside it.

CREATE TABLE category_aliases (
    alias_id BIGINT PRIMARY KEY,
    change VARCHAR NOT NULL,
    old_name VARCHAR NOT NULL,
    new_name VARCHAR NOT NULL,
    changed_by VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE category_aliases IS 'Categories that were renamed, merged or split, oldest first';
COMMENT ON COLUMN category_aliases.alias_id IS 'Number of the change; the newest one of a name counts';
COMMENT ON COLUMN category_aliases.change IS 'renamed, merged, split, or back: the old name means itself again';
COMMENT ON COLUMN category_aliases.old_name IS 'What it was called';
COMMENT ON COLUMN category_aliases.new_name IS 'What it is called since; of a split one of its parts';
COMMENT ON COLUMN category_aliases.changed_by IS 'Who changed it';
COMMENT ON COLUMN category_aliases.changed_at IS 'Since when, UTC';

ALTER TABLE tickets ADD COLUMN written_category VARCHAR;
ALTER TABLE tickets ADD COLUMN written_first_category VARCHAR;
ALTER TABLE decisions ADD COLUMN written_category VARCHAR;
ALTER TABLE reviews ADD COLUMN written_category VARCHAR;
ALTER TABLE reviews ADD COLUMN written_suggested VARCHAR;

COMMENT ON COLUMN tickets.written_category IS 'The category as the export has it, where it is called otherwise by now';
COMMENT ON COLUMN tickets.written_first_category IS 'The first category as the export has it, where it is called otherwise by now';
COMMENT ON COLUMN decisions.written_category IS 'The predicted category as the router said it, where it is called otherwise by now';
COMMENT ON COLUMN reviews.written_category IS 'The category as the person chose it, where it is called otherwise by now';
COMMENT ON COLUMN reviews.written_suggested IS 'The suggestion as it was shown, where it is called otherwise by now';

-- What a name means now, where it was renamed or merged; a split name still means itself.
CREATE VIEW v_category_aliases AS
SELECT old_name, arg_max(new_name, alias_id) AS new_name, max(alias_id) AS alias_id
FROM category_aliases WHERE change <> 'split' GROUP BY old_name
HAVING arg_max(change, alias_id) <> 'back';

COMMENT ON VIEW v_category_aliases IS 'What each earlier name of a category means now';
COMMENT ON COLUMN v_category_aliases.old_name IS 'An earlier name';
COMMENT ON COLUMN v_category_aliases.new_name IS 'The name of now';
COMMENT ON COLUMN v_category_aliases.alias_id IS 'The change that says so';

CREATE MACRO now_called(name) AS
    coalesce((SELECT a.new_name FROM v_category_aliases a WHERE a.old_name = name), name);
