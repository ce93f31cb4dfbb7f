-- That codes were checked, never by whom. A device is a keyed hash whose key is thrown away when its day is over; `item` is 0
-- for codes that name none. One row for each device, code and day, kept 30 days.
create table scans (
  batch_id bigint not null references batches (id),
  item bigint not null,
  day bigint not null,
  hour bigint not null,
  region text,
  device bytea not null,
  verdict text not null,
  primary key (batch_id, item, day, device)
);
create index scans_by_day on scans (day);

-- What stays of them: when each code was first and last checked and how often,
create table scanned (
  batch_id bigint not null references batches (id),
  item bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  checks bigint not null,
  primary key (batch_id, item)
);
-- and how often each batch was checked, by day and region ('' where it is not known).
create table scan_totals (
  batch_id bigint not null references batches (id),
  day bigint not null,
  region text not null,
  checks bigint not null,
  primary key (batch_id, day, region)
);
create index scan_totals_by_day on scan_totals (day, checks);
create index scan_totals_by_batch on scan_totals (batch_id, checks);

-- Checks that were counted and not stored, because there were too many at once.
create table scans_passed_over (day bigint primary key, checks bigint not null);

-- The key of each day's device hashes.
create table scan_salts (day bigint primary key, salt bytea not null);
