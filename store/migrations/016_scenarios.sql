-- A scenario as plain values; what release 0.1 wrote is converted beside this.

ALTER TABLE scenarios RENAME TO released_scenarios;

CREATE TABLE scenarios (
    name VARCHAR PRIMARY KEY,
    follows VARCHAR,
    entered JSON,
    inputs JSON,
    settings JSON NOT NULL,
    saved_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE scenarios IS 'Sets of assumptions of the business case';
COMMENT ON COLUMN scenarios.name IS 'Name of the scenario';
COMMENT ON COLUMN scenarios.follows IS 'The start whose measured and assumed values it takes: conservative, expected or optimistic; empty when it has values of its own';
COMMENT ON COLUMN scenarios.entered IS 'Values that a person entered, by input';
COMMENT ON COLUMN scenarios.inputs IS 'Its own values by input, where it follows no start: a number, or value, low, high and source';
COMMENT ON COLUMN scenarios.settings IS 'Currency, horizon and the other choices';
COMMENT ON COLUMN scenarios.saved_at IS 'When it was saved, UTC';
