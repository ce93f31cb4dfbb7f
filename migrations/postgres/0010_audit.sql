-- Who did what. A row is written in the transaction of the act, and carries the SHA-256 over the hash of the row before it and
-- itself: what was changed or taken out later shows. `person_id` is null for the owner of the machine, at the command line.
create table audit (
  number bigint primary key,
  at bigint not null,
  person_id bigint references people (id),
  role text,
  producer_id bigint references producers (id),
  region text,
  act text not null,
  subject text not null,
  name text not null,
  words text,
  changes text,
  hash bytea not null
);
create index audit_by_time on audit (at, number);
create index audit_by_person on audit (person_id, at, number);
create index audit_by_producer on audit (producer_id, at, number);
create index audit_by_region on audit (region, at, number);
create index audit_by_province on audit (substr(region, 1, 2), at, number);
create index audit_by_act on audit (act, at, number);
create index audit_by_subject on audit (subject, name, at, number);

-- The end of the chain. Whoever writes an entry moves it first, so that one writes after the other.
create table audit_head (one bigint primary key check (one = 1), number bigint not null, hash bytea not null);
insert into audit_head (one, number, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

create trigger audit_stands before update or delete on audit for each row execute function refuse_change();
create trigger audit_stays before truncate on audit for each statement execute function refuse_change();
create trigger audit_head_grows before update on audit_head for each row
  when (new.number not in (old.number, old.number + 1)) execute function refuse_change();
create trigger audit_head_stays before delete on audit_head for each row execute function refuse_change();
create trigger audit_head_emptied before truncate on audit_head for each statement execute function refuse_change();
