-- What waits for a decision. `matter` is what was asked for, as JSON; `state`, `taken_by` and `steps` follow from the steps and
-- stand here for the queue's sake.
create table cases (
  id integer primary key,
  kind text not null,
  producer_id bigint references producers (id),
  region text,
  matter text not null,
  state text not null,
  taken_by bigint references people (id),
  steps bigint not null,
  opened_at bigint not null,
  moved_at bigint not null
);
create index cases_by_state on cases (state, kind, id);
create index cases_by_region on cases (region, state, kind, id);
create index cases_by_province on cases (substr(region, 1, 2), state, kind, id);
create index cases_by_producer on cases (producer_id, id);

-- What was done in a case. A number is given once, so of two people who decide at once the second is told.
create table case_steps (
  case_id bigint not null references cases (id),
  number bigint not null,
  step text not null,
  person_id bigint not null references people (id),
  role text not null,
  at bigint not null,
  basis text,
  basis_day bigint,
  words text,
  primary key (case_id, number)
);

create trigger case_steps_stand before update on case_steps begin select raise(abort, 'history is never changed'); end;
create trigger case_steps_stay before delete on case_steps begin select raise(abort, 'history is never deleted'); end;
create trigger cases_stand before update of kind, producer_id, region, matter, opened_at on cases
begin select raise(abort, 'what was asked for is never changed'); end;
create trigger cases_stay before delete on cases begin select raise(abort, 'history is never deleted'); end;
