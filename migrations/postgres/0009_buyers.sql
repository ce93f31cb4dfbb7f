-- What buyers ask for: how much a producer can make in a month, and what is ready for export; both by the producer's own word.
alter table producers add column capacity bigint;
alter table producers add column capacity_unit text;
alter table products add column export_ready boolean not null default false;

-- What is rare among many is found without walking through all.
create index producers_by_sentra on producers (sentra_id, id);
create index producers_with_capacity on producers (id) where capacity is not null;
create index products_for_export on products (id) where export_ready;
create index certifications_of_tkdn on certifications (product_id) where kind = 10;

-- Figures are counted from an index alone; the first also finds what is of one place and one kind.
create index products_on_the_market on products (origin, category, id) where status = 'aktif';
create index certifications_counted on certifications (product_id, kind, valid_until, ended_day);

-- Figures that took long to count, as they were counted last: shown while they are counted anew. `groups` is JSON.
create table figures (
  measure text not null,
  cut text not null,
  day bigint not null,
  groups text not null,
  primary key (measure, cut)
);
