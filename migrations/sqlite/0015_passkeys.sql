-- What a phone or a computer keeps, and shows beside the password. `key` is public, `state` its counter of signatures and
-- whether it is backed up, both as the library for WebAuthn writes them; `handle` is a random name of the person, told to the device.
create table passkeys (
  id integer primary key,
  person_id bigint not null references people (id),
  credential blob not null unique,
  transports bigint not null,
  handle blob not null,
  key blob not null,
  state blob not null,
  name text not null,
  added_at bigint not null,
  used_at bigint
);
create index passkeys_by_person on passkeys (person_id);

-- A question that a session asked its browser's passkey, until it is answered: one at a time, and gone with the session.
create table ceremonies (
  session_id bigint primary key references sessions (id) on delete cascade,
  kind text not null,
  state blob not null,
  ends_at bigint not null
);

-- When a second factor was last shown in a session to change what one has; not at signing in.
alter table sessions add column proved_at bigint;
