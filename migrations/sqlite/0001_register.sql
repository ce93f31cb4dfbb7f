-- The register: who makes what, where, and on what basis it is claimed.
create table sentra (
  id integer primary key,
  code text not null unique,
  name text not null,
  region text not null,
  sk_number text,
  sk_day bigint,
  sk_by text,
  members bigint,
  created_at bigint not null
);

create table producers (
  id integer primary key,
  code text not null unique,
  name text not null,
  brand text,
  scale text not null,
  region text not null,
  address text,
  lat double precision,
  lng double precision,
  nib text,
  kbli text,
  kbli_version bigint,
  siinas boolean not null,
  sentra_id bigint references sentra (id),
  founded bigint,
  workers bigint,
  story text,
  phone text,
  email text,
  contact_public boolean not null,
  status text not null,
  created_at bigint not null
);
create index producers_by_region on producers (region, id);

create table products (
  id integer primary key,
  code text not null unique,
  producer_id bigint not null references producers (id),
  name text not null,
  brand text,
  category text not null,
  description_id text,
  description_en text,
  net_content text,
  ingredients text,
  origin text not null,
  kbli text,
  hs_code text,
  gtin text,
  packaging text,
  status text not null,
  created_at bigint not null
);
create index products_by_producer on products (producer_id, id);
create index products_by_origin on products (origin, id);

create table certifications (
  id integer primary key,
  product_id bigint not null references products (id),
  kind bigint not null,
  number text not null,
  holder text,
  issued bigint,
  valid_until bigint,
  basis text not null,
  basis_day bigint,
  basis_by text,
  ended_day bigint,
  created_at bigint not null,
  unique (product_id, kind, number)
);

-- Public halves of the signing keys. A state moves; that a key was revoked stands in `revocations`.
create table keys (
  thumbprint text primary key,
  public blob not null,
  issuer text not null,
  state text not null,
  not_before bigint not null,
  not_after bigint not null,
  created_at bigint not null
);

-- One row per batch, whatever its size. `claims` is what every code of it says, but for the item number; `gtin` is the one
-- in its addresses when they have the GS1 form.
create table batches (
  id integer primary key,
  product_id bigint not null references products (id),
  code text not null,
  level text not null,
  profile text not null,
  gtin text,
  items bigint not null,
  produced bigint,
  best_before bigint,
  claims blob not null,
  key text not null references keys (thumbprint),
  issued_at bigint not null,
  unique (product_id, code)
);
create index batches_by_code on batches (code, id);
create index batches_by_product on batches (product_id, id);
create index batches_by_level on batches (product_id, level, id);

-- What was taken back. Rows are only ever added: lifting one is a row in `lifts`.
create table recalls (
  id integer primary key,
  batch_id bigint not null references batches (id),
  first_item bigint,
  last_item bigint,
  reason text not null,
  instruction text not null,
  contact text not null,
  at bigint not null
);
create index recalls_by_batch on recalls (batch_id);

create table revocations (
  id integer primary key,
  subject text not null,
  batch_id bigint references batches (id),
  product_id bigint references products (id),
  key text references keys (thumbprint),
  first_item bigint,
  last_item bigint,
  reason text not null,
  at bigint not null
);
create index revocations_by_batch on revocations (batch_id);
create index revocations_by_product on revocations (product_id);

create table lifts (
  id integer primary key,
  recall_id bigint unique references recalls (id),
  revocation_id bigint unique references revocations (id),
  reason text not null,
  at bigint not null
);

create trigger recalls_stand before update on recalls begin select raise(abort, 'history is never changed'); end;
create trigger recalls_stay before delete on recalls begin select raise(abort, 'history is never deleted'); end;
create trigger revocations_stand before update on revocations begin select raise(abort, 'history is never changed'); end;
create trigger revocations_stay before delete on revocations begin select raise(abort, 'history is never deleted'); end;
create trigger lifts_stand before update on lifts begin select raise(abort, 'history is never changed'); end;
create trigger lifts_stay before delete on lifts begin select raise(abort, 'history is never deleted'); end;

-- A counter that every write moves, so that a reader's memory knows when it is stale.
create table revision (one bigint primary key check (one = 1), number bigint not null);
insert into revision (one, number) values (1, 0);

-- Facts about this register itself, such as that it is a demonstration.
create table traits (name text primary key, value text not null);
