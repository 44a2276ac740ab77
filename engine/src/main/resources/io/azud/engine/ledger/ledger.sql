-- SPDX-License-Identifier: Apache-2.0
-- The ledger: what was planned, what became of it, and what was rejected. Where a sink stands is in the sink, not here.
CREATE SCHEMA IF NOT EXISTS azud;

CREATE TABLE IF NOT EXISTS azud.ledger_format (version integer NOT NULL);
INSERT INTO azud.ledger_format SELECT 1 WHERE NOT EXISTS (SELECT FROM azud.ledger_format);

CREATE TABLE IF NOT EXISTS azud.pipeline (
  pipeline text PRIMARY KEY,
  epoch bigint NOT NULL,
  owner text NOT NULL,
  source_identity text NOT NULL,
  lineage text NOT NULL,
  config_hash text NOT NULL,
  taken_over_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE IF NOT EXISTS azud.base (
  pipeline text NOT NULL,
  partition integer NOT NULL,
  first_offset bigint NOT NULL,
  PRIMARY KEY (pipeline, partition)
);

CREATE TABLE IF NOT EXISTS azud.sink (
  pipeline text NOT NULL,
  sink text NOT NULL,
  first_commit_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pipeline, sink)
);

CREATE TABLE IF NOT EXISTS azud.batch (
  pipeline text NOT NULL,
  batch text NOT NULL,
  epoch bigint NOT NULL,
  config_hash text NOT NULL,
  slices jsonb NOT NULL,
  state text NOT NULL,
  tries integer NOT NULL DEFAULT 1,
  planned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  detail text,
  receipts jsonb,
  PRIMARY KEY (pipeline, batch)
);
CREATE INDEX IF NOT EXISTS batch_planned_at ON azud.batch (pipeline, planned_at);

CREATE TABLE IF NOT EXISTS azud.books (
  pipeline text NOT NULL,
  sink text NOT NULL,
  partition integer NOT NULL,
  start_offset bigint NOT NULL,
  end_offset bigint NOT NULL,
  batch text NOT NULL,
  config_hash text NOT NULL,
  read bigint NOT NULL,
  accepted bigint NOT NULL,
  rejected bigint NOT NULL,
  filtered bigint NOT NULL,
  tombstones bigint NOT NULL,
  warned bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pipeline, sink, partition, start_offset),
  CHECK (read = accepted + rejected + filtered + tombstones)
);

CREATE INDEX IF NOT EXISTS books_recorded_at ON azud.books (pipeline, recorded_at);

CREATE TABLE IF NOT EXISTS azud.dead_letter (
  pipeline text NOT NULL,
  azud_partition integer NOT NULL,
  azud_offset bigint NOT NULL,
  source text NOT NULL,
  batch text NOT NULL,
  config_hash text NOT NULL,
  stage text NOT NULL,
  rule text NOT NULL,
  reason text NOT NULL,
  record_time timestamptz,
  key bytea,
  value bytea,
  headers jsonb NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pipeline, azud_partition, azud_offset)
);
ALTER TABLE azud.dead_letter
  ADD COLUMN IF NOT EXISTS fields text[],
  ADD COLUMN IF NOT EXISTS tries integer NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS last_reason text,
  ADD COLUMN IF NOT EXISTS recovered_at timestamptz;
CREATE INDEX IF NOT EXISTS dead_letter_rule ON azud.dead_letter (pipeline, rule);

CREATE TABLE IF NOT EXISTS azud.redrive (
  pipeline text NOT NULL,
  start_seq bigint NOT NULL,
  end_seq bigint NOT NULL,
  sinks text[] NOT NULL,
  config_hash text NOT NULL,
  actor text NOT NULL,
  planned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  PRIMARY KEY (pipeline, start_seq)
);

CREATE TABLE IF NOT EXISTS azud.redrive_letter (
  pipeline text NOT NULL,
  seq bigint NOT NULL,
  azud_partition integer NOT NULL,
  azud_offset bigint NOT NULL,
  filtered boolean NOT NULL,
  PRIMARY KEY (pipeline, seq),
  UNIQUE (pipeline, azud_partition, azud_offset)
);

CREATE TABLE IF NOT EXISTS azud.loss (
  pipeline text NOT NULL,
  sink text NOT NULL,
  partition integer NOT NULL,
  start_offset bigint NOT NULL,
  end_offset bigint NOT NULL,
  accepted_by text NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pipeline, sink, partition, start_offset)
);

CREATE TABLE IF NOT EXISTS azud.task_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pipeline text NOT NULL,
  task text NOT NULL,
  code text NOT NULL,
  outcome jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS task_run_last ON azud.task_run (pipeline, task, id);

CREATE TABLE IF NOT EXISTS azud.audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  action text NOT NULL,
  pipeline text NOT NULL,
  detail text NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_pipeline ON azud.audit (pipeline, id);

CREATE TABLE IF NOT EXISTS azud.incident (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pipeline text NOT NULL,
  task text NOT NULL,
  code text NOT NULL,
  severity text NOT NULL,
  origin text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'escalated', 'resolved')),
  summary text NOT NULL,
  facts jsonb NOT NULL,
  seen integer NOT NULL DEFAULT 1,
  reopened integer NOT NULL DEFAULT 0,
  remedy_tries integer NOT NULL DEFAULT 0,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resolved_at timestamptz,
  resolved_by text NOT NULL DEFAULT '',
  held_by text NOT NULL DEFAULT '',
  held_until timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS incident_open ON azud.incident (pipeline, code, task) WHERE state <> 'resolved';
CREATE INDEX IF NOT EXISTS incident_last_seen ON azud.incident (last_seen_at);

CREATE TABLE IF NOT EXISTS azud.incident_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident bigint NOT NULL REFERENCES azud.incident (id) ON DELETE CASCADE,
  kind text NOT NULL,
  actor text NOT NULL,
  message text NOT NULL,
  data jsonb NOT NULL,
  key text,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX IF NOT EXISTS incident_event_key ON azud.incident_event (key) WHERE key IS NOT NULL;
CREATE INDEX IF NOT EXISTS incident_event_of ON azud.incident_event (incident, id);

-- What became of commits and how long batches took, added up: it does not grow with the number of batches.
CREATE TABLE IF NOT EXISTS azud.commit_tally (
  pipeline text NOT NULL,
  sink text NOT NULL,
  outcome text NOT NULL,
  commits bigint NOT NULL,
  bytes bigint NOT NULL,
  files bigint NOT NULL,
  last_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pipeline, sink, outcome)
);

CREATE TABLE IF NOT EXISTS azud.stage_tally (
  pipeline text NOT NULL,
  stage text NOT NULL,
  at_most double precision NOT NULL,
  batches bigint NOT NULL,
  seconds double precision NOT NULL,
  PRIMARY KEY (pipeline, stage, at_most)
);
