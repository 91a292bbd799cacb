-- What was proven, kept whole, so that it can be put to work without being learned again.

CREATE TABLE profiles (
    profile_id BIGINT PRIMARY KEY,
    fingerprint VARCHAR NOT NULL UNIQUE,
    router VARCHAR NOT NULL,
    run_id BIGINT,
    made_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE profiles IS 'Routing profiles: taxonomy, policy and router as they were proven';
COMMENT ON COLUMN profiles.profile_id IS 'Number of the profile';
COMMENT ON COLUMN profiles.fingerprint IS 'Hash of all that its answers depend on';
COMMENT ON COLUMN profiles.router IS 'The kind of router: embedded, cascade, or the name of a provider';
COMMENT ON COLUMN profiles.run_id IS 'The run that measured it';
COMMENT ON COLUMN profiles.made_at IS 'When it was kept, UTC';

CREATE TABLE profile_files (
    profile_id BIGINT NOT NULL,
    path VARCHAR NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (profile_id, path)
);

COMMENT ON TABLE profile_files IS 'The files of each profile; none holds a key';
COMMENT ON COLUMN profile_files.profile_id IS 'The profile';
COMMENT ON COLUMN profile_files.path IS 'Name of the file within the profile';
COMMENT ON COLUMN profile_files.content IS 'What it holds';
