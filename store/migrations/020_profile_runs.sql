-- The same profile may be proven by several runs; each of them finds it.

CREATE TABLE profile_runs (
    profile_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    proven_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    PRIMARY KEY (profile_id, run_id)
);

COMMENT ON TABLE profile_runs IS 'Which runs have proven which routing profile';
COMMENT ON COLUMN profile_runs.profile_id IS 'The profile';
COMMENT ON COLUMN profile_runs.run_id IS 'The run that has proven it';
COMMENT ON COLUMN profile_runs.proven_at IS 'When the run ended, UTC';
COMMENT ON COLUMN profiles.run_id IS 'The run that measured it first';

INSERT INTO profile_runs
SELECT profile_id, run_id, made_at FROM profiles WHERE run_id IS NOT NULL;
