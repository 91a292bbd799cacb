-- A value that was filled live or by a bulk job comes with what its profile vouched for.

ALTER TABLE field_answers ADD COLUMN alone BOOLEAN;

COMMENT ON COLUMN field_answers.alone IS 'Whether the profile that filled it vouched for writing it without a person; empty for runs of this workspace, where the dial of the field says so';
