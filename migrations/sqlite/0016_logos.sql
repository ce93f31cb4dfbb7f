-- Logos of producers, for labels that have a place for one. An old logo stays: what was ordered with it is printed again with it.
create table producer_logos (
  upload_id bigint primary key references uploads (id),
  producer_id bigint not null references producers (id),
  ended_at bigint
);
create index producer_logos_by_producer on producer_logos (producer_id);
create unique index producer_logos_one on producer_logos (producer_id) where ended_at is null;
