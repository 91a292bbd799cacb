-- What routers learned from people: versions, how each was judged, guided starts and topics.

-- Every router that was trained from reviews, put to work or not; none is overwritten.
CREATE TABLE router_versions (
    version_id BIGINT PRIMARY KEY,
    taxonomy_id BIGINT NOT NULL,
    fingerprint VARCHAR NOT NULL,
    last_review_id BIGINT NOT NULL,
    labels BIGINT NOT NULL,
    put_to_work BOOLEAN NOT NULL,
    why VARCHAR NOT NULL,
    held_back BOOLEAN NOT NULL,
    judged_on BIGINT NOT NULL,
    accuracy DOUBLE NOT NULL,
    accuracy_low DOUBLE NOT NULL,
    accuracy_high DOUBLE NOT NULL,
    before DOUBLE NOT NULL,
    difference DOUBLE NOT NULL,
    difference_low DOUBLE NOT NULL,
    difference_high DOUBLE NOT NULL,
    proposal JSON NOT NULL,
    seconds DOUBLE NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE router_versions IS 'Routers trained from reviews, with how each was judged; the newest one put to work is at work';
COMMENT ON COLUMN router_versions.version_id IS 'Number of the version';
COMMENT ON COLUMN router_versions.taxonomy_id IS 'The taxonomy it routes by';
COMMENT ON COLUMN router_versions.fingerprint IS 'Hash of the taxonomy, the labelled tickets, the model and the recipe it was made from';
COMMENT ON COLUMN router_versions.last_review_id IS 'The newest review it may have learned from: later runs of this version learn from no newer one';
COMMENT ON COLUMN router_versions.labels IS 'Labelled tickets it learned from';
COMMENT ON COLUMN router_versions.put_to_work IS 'Whether it took over; it does when it is not worse than the one at work';
COMMENT ON COLUMN router_versions.why IS 'Why it was put to work or not';
COMMENT ON COLUMN router_versions.held_back IS 'Whether it was judged on held-back tickets; else out-of-fold, as too few of those had a label';
COMMENT ON COLUMN router_versions.judged_on IS 'Labelled tickets that it and the one at work were judged on; neither had learned from them';
COMMENT ON COLUMN router_versions.accuracy IS 'Share of those it got right, 0 to 1';
COMMENT ON COLUMN router_versions.accuracy_low IS 'Lower end of the 95 % interval of accuracy (Wilson)';
COMMENT ON COLUMN router_versions.accuracy_high IS 'Upper end of the 95 % interval of accuracy (Wilson)';
COMMENT ON COLUMN router_versions.before IS 'Share of the same tickets that the one at work got right';
COMMENT ON COLUMN router_versions.difference IS 'accuracy less before';
COMMENT ON COLUMN router_versions.difference_low IS 'Lower end of the 95 % interval of the difference (Bonett-Price, paired)';
COMMENT ON COLUMN router_versions.difference_high IS 'Upper end of the 95 % interval of the difference (Bonett-Price, paired)';
COMMENT ON COLUMN router_versions.proposal IS 'The thresholds that the precision dial proposes for it';
COMMENT ON COLUMN router_versions.seconds IS 'How long learning and judging took';
COMMENT ON COLUMN router_versions.created_at IS 'When it was trained, UTC';

CREATE TABLE learning_curve (
    version_id BIGINT NOT NULL,
    labels BIGINT NOT NULL,
    judged_on BIGINT NOT NULL,
    accuracy DOUBLE NOT NULL,
    accuracy_low DOUBLE NOT NULL,
    accuracy_high DOUBLE NOT NULL,
    coverage DOUBLE NOT NULL,
    coverage_low DOUBLE NOT NULL,
    coverage_high DOUBLE NOT NULL
);

COMMENT ON TABLE learning_curve IS 'What routers that learn from fewer labels do on the tickets a version was judged on';
COMMENT ON COLUMN learning_curve.version_id IS 'The version in router_versions';
COMMENT ON COLUMN learning_curve.labels IS 'Labelled tickets learned from';
COMMENT ON COLUMN learning_curve.judged_on IS 'Tickets it was judged on';
COMMENT ON COLUMN learning_curve.accuracy IS 'Share it got right, 0 to 1';
COMMENT ON COLUMN learning_curve.accuracy_low IS 'Lower end of the 95 % interval (Wilson)';
COMMENT ON COLUMN learning_curve.accuracy_high IS 'Upper end of the 95 % interval (Wilson)';
COMMENT ON COLUMN learning_curve.coverage IS 'Share auto-routed at the asked precision, 0 to 1';
COMMENT ON COLUMN learning_curve.coverage_low IS 'Lower end of the 95 % interval (Wilson)';
COMMENT ON COLUMN learning_curve.coverage_high IS 'Upper end of the 95 % interval (Wilson)';

CREATE TABLE start_tickets (
    ticket_key BIGINT PRIMARY KEY,
    stratum BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    share DOUBLE NOT NULL
);

COMMENT ON TABLE start_tickets IS 'The tickets a guided start asks about: some of each cluster, drawn at random';
COMMENT ON COLUMN start_tickets.ticket_key IS 'The ticket';
COMMENT ON COLUMN start_tickets.stratum IS 'Its cluster, the largest is 0';
COMMENT ON COLUMN start_tickets.turn IS '0 for the one that is asked about; the next takes its place when it is skipped';
COMMENT ON COLUMN start_tickets.share IS 'Share of the cluster in all tickets: what its answer weighs';

CREATE TABLE topics (
    topic_id BIGINT PRIMARY KEY,
    name VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    terms VARCHAR[] NOT NULL,
    status VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    cost_usd DOUBLE NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE topics IS 'Clusters of tickets proposed as categories';
COMMENT ON COLUMN topics.topic_id IS 'Number of the topic';
COMMENT ON COLUMN topics.name IS 'The proposed name of the category';
COMMENT ON COLUMN topics.description IS 'The proposed description of the category';
COMMENT ON COLUMN topics.terms IS 'Words that set its tickets apart from the others';
COMMENT ON COLUMN topics.status IS 'open; accepted: it became a category; gone: merged, split or proposed anew';
COMMENT ON COLUMN topics.source IS 'Who named it: words, a model, or a person';
COMMENT ON COLUMN topics.cost_usd IS 'What a model charged for the name, US dollars';
COMMENT ON COLUMN topics.created_at IS 'When it was found, UTC';

CREATE TABLE topic_tickets (
    topic_id BIGINT NOT NULL,
    ticket_key BIGINT NOT NULL,
    place BIGINT NOT NULL
);

COMMENT ON TABLE topic_tickets IS 'The tickets of each topic';
COMMENT ON COLUMN topic_tickets.topic_id IS 'The topic';
COMMENT ON COLUMN topic_tickets.ticket_key IS 'The ticket';
COMMENT ON COLUMN topic_tickets.place IS '0 for the most typical one';

-- What a run over some tickets only is about, in words; NULL for a run over all, or a sample.
ALTER TABLE runs ADD COLUMN part VARCHAR;
COMMENT ON COLUMN runs.part IS 'Which tickets a run over some of them is about, in words; empty for all or for a sample';
