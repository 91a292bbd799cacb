-- What an analyst keeps: queries of their own and what was asked; and a word on every column.

CREATE TABLE queries (
    query_id BIGINT PRIMARY KEY,
    title VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    sql VARCHAR NOT NULL,
    parameters JSON NOT NULL,
    chart JSON NOT NULL,
    pinned BOOLEAN NOT NULL DEFAULT false,
    saved_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);

COMMENT ON TABLE queries IS 'Queries that were saved in this workspace';
COMMENT ON COLUMN queries.query_id IS 'Number of the query';
COMMENT ON COLUMN queries.title IS 'What it is called';
COMMENT ON COLUMN queries.description IS 'What it answers';
COMMENT ON COLUMN queries.sql IS 'The statement';
COMMENT ON COLUMN queries.parameters IS 'Values of its parameters by name, with their types';
COMMENT ON COLUMN queries.chart IS 'How it is drawn: kind and axes; empty for a table';
COMMENT ON COLUMN queries.pinned IS 'Whether Overview shows its result';
COMMENT ON COLUMN queries.saved_at IS 'When it was saved, UTC';

CREATE TABLE query_history (
    asked_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    sql VARCHAR NOT NULL,
    rows BIGINT,
    seconds DOUBLE,
    problem VARCHAR
);

COMMENT ON TABLE query_history IS 'What was asked on the SQL screen, the last few hundred';
COMMENT ON COLUMN query_history.asked_at IS 'When, UTC';
COMMENT ON COLUMN query_history.sql IS 'The statement';
COMMENT ON COLUMN query_history.rows IS 'Rows of the answer; empty where there was none';
COMMENT ON COLUMN query_history.seconds IS 'What DuckDB took';
COMMENT ON COLUMN query_history.problem IS 'Why there was no answer; empty where there was one';

COMMENT ON TABLE tickets IS 'Customer requests, as they came in';
COMMENT ON COLUMN tickets.ticket_key IS 'Number of the ticket in this workspace; joins all other tables';
COMMENT ON COLUMN tickets.import_id IS 'The import it came with';
COMMENT ON COLUMN tickets.line IS 'Its line in the imported file';
COMMENT ON COLUMN tickets.id IS 'Its id in the help desk';
COMMENT ON COLUMN tickets.subject IS 'Its subject, as the customer wrote it';
COMMENT ON COLUMN tickets.body IS 'Its text, as the customer wrote it';
COMMENT ON COLUMN tickets.category IS 'The actual category: from the latest review, else from the export; empty when unknown';
COMMENT ON COLUMN tickets.first_category IS 'Where a person put it at first; empty when unknown';
COMMENT ON COLUMN tickets.created_at IS 'When it was created';
COMMENT ON COLUMN tickets.solved_at IS 'When it was solved';
COMMENT ON COLUMN tickets.channel IS 'How it came in, for example email';
COMMENT ON COLUMN tickets.language IS 'Its language, as the export says';
COMMENT ON COLUMN tickets.reassignments IS 'How often it was moved on by a person';
COMMENT ON COLUMN tickets.triage_seconds IS 'Seconds a person spent deciding where it goes';
COMMENT ON COLUMN tickets.handle_seconds IS 'Seconds spent working on it';

COMMENT ON TABLE decisions IS 'Routing decisions, one for every ticket of every run';
COMMENT ON COLUMN decisions.run_id IS 'The run';
COMMENT ON COLUMN decisions.ticket_key IS 'The ticket';
COMMENT ON COLUMN decisions.category IS 'The predicted category, or Unknown';
COMMENT ON COLUMN decisions.confidence IS 'How sure the router was, 0 to 1';
COMMENT ON COLUMN decisions.calibrated IS 'Whether the confidence was fitted on labelled tickets, and so is a probability';
COMMENT ON COLUMN decisions.alternatives IS 'The next likely categories with their confidence';
COMMENT ON COLUMN decisions.reason IS 'Why, in the words of the router';
COMMENT ON COLUMN decisions.disposition IS 'auto: routed without a person; review: waits for one; unknown: no category fits';
COMMENT ON COLUMN decisions.review_reason IS 'Why a person is wanted; empty when auto-routed';
COMMENT ON COLUMN decisions.router IS 'The router that decided: embedded, openai, cascade, …';
COMMENT ON COLUMN decisions.input_tokens IS 'Tokens sent to a model';
COMMENT ON COLUMN decisions.output_tokens IS 'Tokens a model answered with';
COMMENT ON COLUMN decisions.cached_tokens IS 'Of the tokens sent, those served from a cache';
COMMENT ON COLUMN decisions.cost_usd IS 'What it cost, US dollars';
COMMENT ON COLUMN decisions.latency_seconds IS 'Seconds until the decision was there';
COMMENT ON COLUMN decisions.error IS 'What went wrong; empty for a decision without an error';
COMMENT ON COLUMN decisions.decided_at IS 'When it was decided, UTC';

COMMENT ON TABLE runs IS 'Passes of a router over the tickets';
COMMENT ON COLUMN runs.run_id IS 'Number of the run';
COMMENT ON COLUMN runs.router IS 'The router that was asked for';
COMMENT ON COLUMN runs.settings IS 'Everything the run was asked for, as JSON; keys are never in it';
COMMENT ON COLUMN runs.fingerprint IS 'The version of the router: what it was made and learned from';
COMMENT ON COLUMN runs.taxonomy_id IS 'The taxonomy it routed by';
COMMENT ON COLUMN runs.status IS 'running, paused, cancelled, interrupted, failed or finished';
COMMENT ON COLUMN runs.total IS 'How many tickets it is about';
COMMENT ON COLUMN runs.started_at IS 'When it was started, UTC';
COMMENT ON COLUMN runs.finished_at IS 'When it ended, UTC';
COMMENT ON COLUMN runs.seconds IS 'Seconds spent working, pauses left out';
COMMENT ON COLUMN runs.warnings IS 'What the router warned of, as a JSON list';
COMMENT ON COLUMN runs.error IS 'Why it failed; empty for a run that did not';
COMMENT ON COLUMN runs.policy_id IS 'The saved policy it routed by; empty for the default one';
COMMENT ON COLUMN runs.sample IS 'How many tickets it was asked to look at; empty for all';

COMMENT ON TABLE run_tickets IS 'The tickets of runs that look at a sample or a part';
COMMENT ON COLUMN run_tickets.run_id IS 'The run';
COMMENT ON COLUMN run_tickets.ticket_key IS 'The ticket';

COMMENT ON TABLE imports IS 'Files that came in';
COMMENT ON COLUMN imports.import_id IS 'Number of the import';
COMMENT ON COLUMN imports.file_name IS 'Name of the file';
COMMENT ON COLUMN imports.sha256 IS 'Hash of the file: the same file is imported once';
COMMENT ON COLUMN imports.details IS 'How the file was read, as JSON';
COMMENT ON COLUMN imports.tickets IS 'Rows that became tickets';
COMMENT ON COLUMN imports.rejected IS 'Rows that were refused';
COMMENT ON COLUMN imports.imported_at IS 'When it came in, UTC';

COMMENT ON TABLE rejects IS 'Rows that could not become tickets';
COMMENT ON COLUMN rejects.import_id IS 'The import';
COMMENT ON COLUMN rejects.line IS 'Line in the file';
COMMENT ON COLUMN rejects.reason IS 'Why the row was refused';
COMMENT ON COLUMN rejects.raw IS 'The row as it stood in the file';

COMMENT ON TABLE taxonomies IS 'Versions of the categories; the newest is the present one';
COMMENT ON COLUMN taxonomies.taxonomy_id IS 'Number of the version';
COMMENT ON COLUMN taxonomies.toml IS 'The categories with description, examples, risk and group, as TOML';
COMMENT ON COLUMN taxonomies.source IS 'Where the version came from';
COMMENT ON COLUMN taxonomies.created_at IS 'When it was saved, UTC';

COMMENT ON TABLE policies IS 'Versions of the policy: thresholds, and what always waits for a person';
COMMENT ON COLUMN policies.policy_id IS 'Number of the version';
COMMENT ON COLUMN policies.policy IS 'The thresholds, as JSON';
COMMENT ON COLUMN policies.origin IS 'What was asked, and on which run it was chosen, as JSON';
COMMENT ON COLUMN policies.created_at IS 'When it was saved, UTC';

COMMENT ON TABLE prompts IS 'Versions of the prompt that were written here';
COMMENT ON COLUMN prompts.prompt_id IS 'Number of the version';
COMMENT ON COLUMN prompts.prompt IS 'Its parts, as JSON';
COMMENT ON COLUMN prompts.created_at IS 'When it was saved, UTC';

COMMENT ON TABLE text_baseline IS 'What TF-IDF with logistic regression says of labelled tickets, out-of-fold';
COMMENT ON COLUMN text_baseline.ticket_key IS 'The ticket';
COMMENT ON COLUMN text_baseline.category IS 'What it says';
COMMENT ON COLUMN text_baseline.near_group IS 'The group of near-duplicates the ticket belongs to';

COMMENT ON TABLE scenarios IS 'Sets of assumptions of the business case';
COMMENT ON COLUMN scenarios.name IS 'Name of the scenario';
COMMENT ON COLUMN scenarios.inputs IS 'Its assumptions, as JSON';
COMMENT ON COLUMN scenarios.saved_at IS 'When it was saved, UTC';

COMMENT ON TABLE settings IS 'Choices of the users of this workspace; keys are never among them';
COMMENT ON COLUMN settings.name IS 'What is chosen';
COMMENT ON COLUMN settings.value IS 'The choice, as JSON';

COMMENT ON TABLE migrations IS 'Which changes of the schema this file has seen';
COMMENT ON COLUMN migrations.name IS 'Name of the change';

COMMENT ON COLUMN attempts.attempt_id IS 'Number of the answer';
COMMENT ON COLUMN attempts.run_id IS 'The run that asked';
COMMENT ON COLUMN attempts.category IS 'The category in the answer';
COMMENT ON COLUMN attempts.confidence IS 'How sure the model was, 0 to 1';
COMMENT ON COLUMN attempts.alternatives IS 'The next likely categories with their confidence';
COMMENT ON COLUMN attempts.reason IS 'Why, in the words of the model';
COMMENT ON COLUMN attempts.raw IS 'The answer as it came';
COMMENT ON COLUMN attempts.model IS 'The model that answered';
COMMENT ON COLUMN attempts.input_tokens IS 'Tokens sent';
COMMENT ON COLUMN attempts.output_tokens IS 'Tokens answered';
COMMENT ON COLUMN attempts.cached_tokens IS 'Of the tokens sent, those served from a cache';
COMMENT ON COLUMN attempts.cost_usd IS 'What it cost, US dollars';
COMMENT ON COLUMN attempts.latency_seconds IS 'Seconds until the answer was there';
COMMENT ON COLUMN attempts.written_at IS 'When it was written, UTC';

-- In a view a column without a word of its own means what it means in the table it comes from.
COMMENT ON VIEW v_decisions IS 'Every decision beside what is known of its ticket';
COMMENT ON COLUMN v_decisions.category IS 'The predicted category, or Unknown';
COMMENT ON COLUMN v_decisions.actual_category IS 'The actual category of the ticket; empty when unknown';
COMMENT ON COLUMN v_decisions.correct IS 'Whether predicted and actual category are the same; empty when unknown';
COMMENT ON VIEW v_misroutes IS 'Decisions that were auto-routed to the wrong category';
COMMENT ON COLUMN v_misroutes.category IS 'The category it was wrongly routed to';
COMMENT ON COLUMN v_misroutes.actual_category IS 'Where it belongs';
COMMENT ON COLUMN v_misroutes.correct IS 'Always false here';
COMMENT ON VIEW v_accuracy IS 'How right each run was; shares from 0 to 1';
COMMENT ON COLUMN v_accuracy.n IS 'Decisions on labelled tickets';
COMMENT ON COLUMN v_accuracy.accuracy IS 'Share of those that are right';
COMMENT ON COLUMN v_accuracy.coverage IS 'Share of all decisions that were auto-routed';
COMMENT ON COLUMN v_accuracy.selective_accuracy IS 'Share that is right among the auto-routed';
COMMENT ON COLUMN v_audit.ticket_id IS 'The id of the ticket in the help desk';
COMMENT ON COLUMN v_audit.accepted IS 'Whether the person chose what was suggested';
COMMENT ON COLUMN v_audit.undone_by IS 'The review that took this one back';
