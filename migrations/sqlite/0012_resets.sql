-- Links by which somebody who lost the password sets another. Only hashes of their secrets are here; each is good once.
create table resets (
  secret blob primary key,
  person_id bigint not null references people (id),
  given_by bigint references people (id),
  given_at bigint not null,
  ends_at bigint not null
);
create index resets_by_person on resets (person_id);
