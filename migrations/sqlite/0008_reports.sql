-- What consumers report, without saying who they are. `code` is the address that they came from, as text; batch and item only when
-- that code was known. `region` says whose queue it is: where the goods come from, else where they were bought.
create table reports (
  id integer primary key autoincrement,
  number text not null unique,
  reported_at bigint not null,
  wrong text not null,
  account text,
  bought text,
  bought_in text,
  contact text,
  code text,
  verdict text,
  batch_id bigint references batches (id),
  item bigint,
  region text,
  state text not null,
  officer bigint references people (id),
  taken_at bigint,
  closed_at bigint,
  answer text
);
create index reports_by_region on reports (state, region, id);
create index reports_by_state on reports (state, id);
create index reports_to_forget on reports (closed_at) where closed_at is not null;

create table report_photos (
  report_id bigint not null references reports (id),
  place bigint not null,
  upload_id bigint not null unique references uploads (id),
  primary key (report_id, place)
);
