-- Certifications by the day on which they end, with what the office's list of those that lapse asks of every one.
create index certifications_by_end on certifications (valid_until, id, product_id, kind, ended_day);

-- Files that officers have sent to be looked at before they are entered: one for each, a day at most.
create table import_drafts (
  person_id bigint primary key references people (id),
  sheet text not null,
  name text not null,
  bytes blob not null,
  kept_at bigint not null
);
create index import_drafts_by_age on import_drafts (kept_at);
