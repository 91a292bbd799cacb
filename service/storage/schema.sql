-- What the service must not forget. Times are seconds since 1970.

-- The events that were accepted. sent_at is empty until a queue has confirmed that it has it;
-- closed_at until its outcome is known.
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY,
    desk TEXT NOT NULL,
    event TEXT NOT NULL,
    ticket TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    body TEXT NOT NULL,
    received_at REAL NOT NULL,
    sent_at REAL,
    sends INTEGER NOT NULL DEFAULT 0,
    starts INTEGER NOT NULL DEFAULT 0,
    closed_at REAL,
    status TEXT,
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (desk, event)
);
CREATE INDEX IF NOT EXISTS events_open ON events (number) WHERE closed_at IS NULL;
CREATE INDEX IF NOT EXISTS events_dead ON events (number) WHERE status = 'dead';

-- What was paid for: the same text under the same profile is answered from here.
CREATE TABLE IF NOT EXISTS answers (
    profile TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    decision TEXT NOT NULL,
    PRIMARY KEY (profile, text_sha256)
) WITHOUT ROWID;

-- Who is asking right now, so that nobody else pays for the same.
CREATE TABLE IF NOT EXISTS claims (
    profile TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    worker TEXT NOT NULL,
    PRIMARY KEY (profile, text_sha256)
) WITHOUT ROWID;

-- What the desk writer was about to write, and what came of it: two lines an event.
CREATE TABLE IF NOT EXISTS desk_log (
    line INTEGER PRIMARY KEY,
    desk TEXT NOT NULL,
    event TEXT NOT NULL,
    logged_at REAL NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    before_group TEXT,
    after_group TEXT,
    written INTEGER NOT NULL,
    stamp TEXT
);
CREATE INDEX IF NOT EXISTS desk_log_event ON desk_log (desk, event, line);

-- Every decision: of events, and of direct calls, whose desk and event are empty.
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL,
    desk TEXT NOT NULL DEFAULT '',
    event TEXT NOT NULL DEFAULT '',
    decided_at REAL NOT NULL,
    profile TEXT NOT NULL,
    category TEXT NOT NULL,
    confidence REAL NOT NULL,
    disposition TEXT NOT NULL,
    cost_usd REAL NOT NULL,
    seconds REAL NOT NULL,
    body TEXT NOT NULL,
    outcome TEXT
);
CREATE INDEX IF NOT EXISTS decisions_ticket ON decisions (ticket, number);
CREATE INDEX IF NOT EXISTS decisions_at ON decisions (decided_at);
CREATE UNIQUE INDEX IF NOT EXISTS decisions_event ON decisions (desk, event) WHERE event <> '';

CREATE TABLE IF NOT EXISTS api_keys (
    name TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    rate TEXT NOT NULL,
    added_at REAL NOT NULL
) WITHOUT ROWID;

-- Answers under an Idempotency-Key.
CREATE TABLE IF NOT EXISTS replies (
    key_name TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_sha256 TEXT NOT NULL,
    body TEXT,
    begun_at REAL NOT NULL,
    PRIMARY KEY (key_name, idempotency_key)
) WITHOUT ROWID;

-- Which of them are being answered right now, and by which process.
CREATE TABLE IF NOT EXISTS reply_claims (
    key_name TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_sha256 TEXT NOT NULL,
    process TEXT NOT NULL,
    begun_at REAL NOT NULL,
    PRIMARY KEY (key_name, idempotency_key)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS profiles (
    fingerprint TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    added_at REAL NOT NULL
) WITHOUT ROWID;

-- One row: which profile answers, which did before, and which one is tried in its shadow.
CREATE TABLE IF NOT EXISTS deployment (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    current TEXT,
    previous TEXT,
    shadow TEXT,
    wanted INTEGER NOT NULL DEFAULT 0,
    compared INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    paused INTEGER NOT NULL DEFAULT 0
);
INSERT OR IGNORE INTO deployment (one) VALUES (1);
