-- Times are milliseconds since 1970, UTC.

CREATE TABLE state (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  last_commit   INTEGER NOT NULL,
  last_alert    INTEGER NOT NULL,
  last_decision INTEGER NOT NULL
);
INSERT INTO state VALUES (1, 0, 0, 0);

-- When a commit was made, noted about once a minute: tells how long ago a decision was removed.
CREATE TABLE commit_times (
  number INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL
);

CREATE TABLE alerts (
  id               INTEGER PRIMARY KEY,
  uuid             BLOB    NOT NULL,
  machine          TEXT,
  created_at       INTEGER NOT NULL,
  started_at       INTEGER NOT NULL,
  stopped_at       INTEGER NOT NULL,
  scenario         TEXT    NOT NULL,
  scenario_hash    TEXT    NOT NULL,
  scenario_version TEXT    NOT NULL,
  message          TEXT    NOT NULL,
  events_count     INTEGER NOT NULL,
  capacity         INTEGER NOT NULL,
  leak_speed       TEXT    NOT NULL,
  simulated        INTEGER NOT NULL,
  remediation      INTEGER NOT NULL,
  kind             TEXT    NOT NULL,
  source_scope     TEXT    NOT NULL,
  source_value     TEXT    NOT NULL,
  source_ip        TEXT    NOT NULL,
  source_range     TEXT    NOT NULL,
  source_as_number TEXT    NOT NULL,
  source_as_name   TEXT    NOT NULL,
  source_country   TEXT    NOT NULL,
  source_latitude  REAL,
  source_longitude REAL,
  first_decision   INTEGER NOT NULL,
  last_decision    INTEGER NOT NULL, -- less than the first: there is none
  active           INTEGER NOT NULL  -- how many of them have not ended
);
CREATE INDEX alerts_by_time ON alerts (created_at, id);
CREATE INDEX alerts_by_machine ON alerts (machine) WHERE machine IS NOT NULL;
CREATE INDEX alerts_active ON alerts (created_at, id) WHERE active > 0;

CREATE TABLE events (
  alert INTEGER NOT NULL,
  place INTEGER NOT NULL,
  time  INTEGER NOT NULL,
  meta  TEXT    NOT NULL, -- [{"key":…,"value":…},…]
  PRIMARY KEY (alert, place)
) WITHOUT ROWID;

CREATE TABLE meta (
  alert INTEGER NOT NULL,
  place INTEGER NOT NULL,
  key   TEXT    NOT NULL,
  value TEXT    NOT NULL,
  PRIMARY KEY (alert, place)
) WITHOUT ROWID;

-- AUTOINCREMENT: a number is never given again, so that it can be remembered outside.
CREATE TABLE kinds (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  origin   TEXT NOT NULL,
  type     TEXT NOT NULL,
  scope    TEXT NOT NULL,
  scenario TEXT NOT NULL,
  UNIQUE (origin, type, scope, scenario)
);

-- The decisions of one alert have consecutive numbers. Without a row here they do not exist yet.
CREATE TABLE batches (
  alert      INTEGER PRIMARY KEY,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  added      INTEGER NOT NULL, -- commit
  deleted    INTEGER,          -- commit that deleted the alert
  created_at INTEGER NOT NULL,
  simulated  INTEGER NOT NULL
);
CREATE INDEX batches_by_commit ON batches (added, first);
CREATE INDEX batches_deleted ON batches (deleted) WHERE deleted IS NOT NULL;

-- Which kinds of decisions a batch has.
CREATE TABLE batch_kinds (
  alert INTEGER NOT NULL,
  kind  INTEGER NOT NULL,
  PRIMARY KEY (alert, kind)
) WITHOUT ROWID;
CREATE INDEX batch_kinds_by_kind ON batch_kinds (kind);

CREATE TABLE decisions (
  id      INTEGER PRIMARY KEY,
  alert   INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  value   TEXT    NOT NULL,
  prefix  BLOB,             -- family, first address, length; null where the value is no address
  uuid    BLOB,
  until   INTEGER NOT NULL,
  removed INTEGER           -- commit
);
CREATE INDEX decisions_by_prefix ON decisions (prefix) WHERE prefix IS NOT NULL;
CREATE INDEX decisions_by_end ON decisions (until) WHERE removed IS NULL;
CREATE INDEX decisions_by_removal ON decisions (removed) WHERE removed IS NOT NULL;

-- Numbers whose rows are being written a slice at a time.
CREATE TABLE staging (
  first_alert    INTEGER NOT NULL,
  last_alert     INTEGER NOT NULL,
  first_decision INTEGER NOT NULL,
  last_decision  INTEGER NOT NULL
);

CREATE TABLE machines (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  machine_id     TEXT    NOT NULL UNIQUE,
  password_hash  TEXT    NOT NULL,
  auth_type      TEXT    NOT NULL,
  validated      INTEGER NOT NULL,
  ip_address     TEXT    NOT NULL,
  version        TEXT    NOT NULL,
  scenarios      TEXT    NOT NULL,
  os_name        TEXT    NOT NULL,
  os_family      TEXT    NOT NULL,
  os_version     TEXT    NOT NULL,
  feature_flags  TEXT    NOT NULL,
  hub_state      TEXT    NOT NULL,
  datasources    TEXT    NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  last_push      INTEGER,
  last_heartbeat INTEGER
);

CREATE TABLE bouncers (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT    NOT NULL UNIQUE,
  key_hash      TEXT    NOT NULL,
  auth_type     TEXT    NOT NULL,
  auto_created  INTEGER NOT NULL,
  ip_address    TEXT    NOT NULL,
  type          TEXT    NOT NULL,
  version       TEXT    NOT NULL,
  os_name       TEXT    NOT NULL,
  os_family     TEXT    NOT NULL,
  os_version    TEXT    NOT NULL,
  feature_flags TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  last_pull     INTEGER,
  cursor        INTEGER NOT NULL
);

CREATE TABLE usage_reports (
  id          INTEGER PRIMARY KEY,
  reporter    TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  received_at INTEGER NOT NULL,
  payload     TEXT    NOT NULL
);

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- For people with a SQLite shell.
CREATE VIEW decision_list AS
  SELECT d.id, k.origin, k.type, k.scope, d.value, k.scenario, d.alert, b.simulated, b.added,
         d.removed, datetime(d.until / 1000, 'unixepoch') AS until
  FROM decisions d JOIN batches b ON b.alert = d.alert JOIN kinds k ON k.id = d.kind;

PRAGMA application_id = 0x47415445;
PRAGMA user_version = 1;
