-- Who may sign in. `login` is what they type, in small letters. `totp_step` is the last time step whose code was used:
-- none is good twice.
create table people (
  id integer primary key,
  login text not null unique,
  name text not null,
  password text,
  totp blob,
  totp_step bigint,
  failures bigint not null default 0,
  locked_until bigint not null default 0,
  disabled boolean not null default false,
  created_at bigint not null
);

-- What a person may do, and for whom or where. A seat that was given up stays, with its end.
create table seats (
  id integer primary key,
  person_id bigint not null references people (id),
  role text not null,
  producer_id bigint references producers (id),
  region text,
  given_by bigint references people (id),
  given_at bigint not null,
  ended_at bigint
);
create index seats_by_person on seats (person_id);
create index seats_by_producer on seats (producer_id);

-- A companion's caseload.
create table caseload (
  companion_id bigint not null references people (id),
  producer_id bigint not null references producers (id),
  given_at bigint not null,
  primary key (companion_id, producer_id)
);

-- Only hashes of the secrets: who reads this table can neither sign in nor use an invitation.
create table sessions (
  id integer primary key,
  secret blob not null unique,
  person_id bigint not null references people (id),
  about text not null,
  strong boolean not null,
  begun_at bigint not null,
  seen_at bigint not null,
  ends_at bigint not null
);
create index sessions_by_person on sessions (person_id);

create table invitations (
  secret blob primary key,
  role text not null,
  producer_id bigint references producers (id),
  region text,
  given_by bigint references people (id),
  given_at bigint not null,
  ends_at bigint not null,
  used_by bigint references people (id)
);
