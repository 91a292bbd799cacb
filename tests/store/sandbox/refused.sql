-- One hostile statement a line: each must be refused with a sentence, and change nothing.
INSERT INTO tickets SELECT * FROM tickets
UPDATE tickets SET category = 'x'
DELETE FROM tickets
TRUNCATE tickets
DROP TABLE tickets
DROP VIEW v_misroutes
ALTER TABLE tickets ADD COLUMN z INTEGER
ALTER TABLE tickets RENAME TO taken
CREATE TABLE mine AS SELECT 1
CREATE TEMP TABLE mine AS SELECT 1
CREATE OR REPLACE VIEW v_misroutes AS SELECT 1
CREATE MACRO mine(a) AS a
CREATE SEQUENCE mine
CREATE SCHEMA mine
CREATE INDEX mine ON tickets (id)
CREATE TYPE mine AS ENUM ('a')
CREATE SECRET mine (TYPE s3, KEY_ID 'x', SECRET 'y')
MERGE INTO tickets USING tickets t ON false WHEN NOT MATCHED THEN INSERT DEFAULT VALUES
COMMENT ON TABLE tickets IS 'mine'
WITH d AS (DELETE FROM tickets RETURNING *) SELECT * FROM d
WITH d AS (UPDATE tickets SET body = '' RETURNING *) SELECT count(*) FROM d
WITH d AS (INSERT INTO settings VALUES ('a', '1') RETURNING *) FROM d
SELECT * FROM (WITH d AS (DELETE FROM runs RETURNING *) SELECT * FROM d)
SELECT (WITH d AS (DELETE FROM runs RETURNING 1) SELECT 1 FROM d)
WITH d AS (DELETE FROM tickets RETURNING *) PIVOT d ON category USING count(*)
EXPLAIN DELETE FROM tickets
EXPLAIN ANALYZE DELETE FROM tickets
EXPLAIN (FORMAT json) DROP TABLE tickets
EXPLAIN ANALYZE COPY tickets TO 'stolen.csv'
EXPLAIN ANALYZE WITH d AS (DELETE FROM tickets RETURNING *) SELECT * FROM d
/* a */ EXPLAIN /* b */ DELETE FROM tickets
SELECT 1; DROP TABLE tickets
SELECT 1; SELECT 2
COMMIT; DROP TABLE tickets
BEGIN TRANSACTION
COMMIT
ROLLBACK
COPY tickets TO 'stolen.csv'
COPY (SELECT * FROM tickets) TO '/tmp/stolen.parquet' (FORMAT parquet)
COPY tickets FROM '/etc/passwd'
COPY FROM DATABASE memory TO desk
EXPORT DATABASE 'stolen'
IMPORT DATABASE 'planted'
ATTACH 'other.duckdb'
ATTACH ':memory:' AS other
ATTACH 'https://example.org/x.duckdb' AS far (READ_ONLY)
DETACH desk
USE memory
SET threads = 64
SET memory_limit = '64GB'
SET enable_external_access = true
SET lock_configuration = false
SET GLOBAL temp_directory = '/tmp'
SET VARIABLE mine = 1
RESET memory_limit
PRAGMA database_list
PRAGMA enable_external_access = true
PRAGMA memory_limit = '64GB'
PRAGMA enable_profiling = 'json'
PRAGMA import_database('planted')
CALL pragma_version()
CALL enable_logging()
CALL duckdb_settings()
INSTALL httpfs
FORCE INSTALL httpfs
INSTALL spatial FROM community
LOAD httpfs
LOAD '/tmp/evil.duckdb_extension'
UPDATE EXTENSIONS
CHECKPOINT
FORCE CHECKPOINT
VACUUM
ANALYZE
PREPARE mine AS SELECT 1
EXECUTE mine
DEALLOCATE mine
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM read_csv_auto('/etc/passwd')
SELECT * FROM read_text('/etc/passwd')
SELECT content FROM read_blob('/proc/self/environ')
SELECT * FROM read_text('/proc/self/maps')
SELECT * FROM "read_text"('/etc/passwd')
SELECT * FROM READ_TEXT('/etc/passwd')
SELECT * FROM main.read_text('/etc/passwd')
SELECT * FROM system.main.read_text('/etc/passwd')
SELECT * FROM read_json('/etc/passwd')
SELECT * FROM read_ndjson_objects('x.json')
SELECT * FROM read_parquet('https://example.org/x.parquet')
SELECT * FROM parquet_metadata('x.parquet')
SELECT * FROM read_duckdb('x.duckdb')
SELECT * FROM sniff_csv('/etc/passwd')
SELECT * FROM glob('/*')
SELECT * FROM '/etc/passwd'
SELECT * FROM 'data.csv'
SELECT * FROM 'https://example.org/x.csv'
SELECT * FROM 's3://bucket/x.parquet'
FROM 'x.parquet'
FROM "tickets.json"
SUMMARIZE FROM 'x.csv'
DESCRIBE 'x.parquet'
DESCRIBE SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM tickets WHERE id IN (SELECT content FROM read_text('/etc/passwd'))
SELECT (SELECT content FROM read_text('/etc/passwd'))
SELECT * FROM tickets, LATERAL (SELECT * FROM read_text(tickets.id))
WITH x AS MATERIALIZED (FROM read_text('/etc/passwd')) FROM x
SELECT 1 UNION ALL SELECT content FROM read_text('/etc/passwd')
PIVOT (FROM read_csv('/etc/passwd')) ON column0 USING count(*)
PIVOT tickets ON getenv('HOME') USING count(*)
SELECT getenv('HOME')
SELECT current_setting('home_directory')
SELECT current_setting('secret_directory')
SHOW threads
SHOW memory_limit
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_secrets()
SELECT * FROM which_secret('s3://x', 's3')
SELECT * FROM duckdb_databases()
SELECT * FROM duckdb_databases
SELECT * FROM pragma_database_list
SELECT * FROM pg_catalog.pg_settings
SELECT * FROM duckdb_extensions()
SELECT * FROM duckdb_logs()
SELECT * FROM duckdb_temporary_files()
SELECT * FROM duckdb_external_file_cache()
SELECT * FROM query('DROP TABLE tickets')
SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')
SELECT * FROM query_table('read_text')
SELECT json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''/etc/passwd'')'))
SELECT nextval('mine')
SELECT write_log('mine')
SELECT pg_sleep(60)
SELECT sleep_ms(60000)
SELECT * FROM arrow_scan(1, 2, 3)
SELECT * FROM pandas_scan(1)
SELECT * FROM python_map_function(1)
SELECT * FROM seq_scan(1)
SELECT * FROM enable_logging()
SELECT * FROM force_checkpoint()
SELECT * FROM create_external_resource('x')
SELECT * FROM sandbox
SELECT * FROM question
SELECT * FROM os.environ
SELECT * FROM missing_table
SELECT missing_function(1)
SELEC 1
-- only a comment
SELECT * FROM sqlite_scan('x.db', 't')
SELECT * FROM postgres_query('host=example.org', 'SELECT 1')
KILL 1
.shell id
EXPLAIN PIVOT (FROM read_csv('/etc/passwd')) ON column0 USING count(*)
PIVOT duckdb_settings() ON name USING count(*)
PIVOT duckdb_settings ON name USING count(*)
PIVOT '/etc/passwd' ON column0 USING count(*)
PIVOT (SELECT 1 AS a) ON a IN (SELECT content FROM read_text('/etc/passwd')) USING count(*)
WITH x AS (SELECT 1 AS a) PIVOT x ON (SELECT current_setting('threads')) USING count(*)
FROM (SHOW threads)
SELECT * FROM (SUMMARIZE 'x.csv')
SELECT * FROM '/dev/stdin'
SELECT * FROM '/proc/self/fd/0'
SELECT * FROM '~/.ssh/id_rsa'
SELECT * FROM '../desk.duckdb'
SELECT * FROM system.main.duckdb_settings
SELECT * FROM duckdb_variables()
SELECT getvariable('x')
SELECT * FROM tickets FOR UPDATE
SELECT setseed(0.5)
WITH RECURSIVE d AS (SELECT 1 AS a UNION ALL (WITH e AS (DELETE FROM tickets RETURNING 1) SELECT * FROM e)) FROM d
SELECT * FROM duckdb_functions() f, LATERAL query('SELECT ' || f.function_name || '()')
SELECT "read_blob"('/etc/passwd')
SELECT ('/etc/passwd').read_text()
SELECT * FROM json_execute_serialized_sql('{}')
CREATE TEMP TABLE a AS FROM tickets; SELECT * FROM a
PRAGMA show_tables
PRAGMA table_info('tickets')
COPY (SELECT 1) TO '/dev/stdout'
COPY (SELECT 1) TO STDOUT
LOAD 'httpfs'; SELECT 1
