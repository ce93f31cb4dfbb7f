-- Printers, and how far each misses the paper: micrometres, and parts per million of the true size.
create table printers (
  id integer primary key,
  name text not null,
  producer_id bigint references producers (id),
  right_um bigint not null,
  down_um bigint not null,
  scale_x_ppm bigint not null,
  scale_y_ppm bigint not null,
  dpi bigint,
  language text,
  paper text,
  changed_at bigint not null
);
-- Without a producer it is the office's. To a unique index of both columns no two nulls are the same.
create unique index printers_of_a_producer on printers (producer_id, name) where producer_id is not null;
create unique index printers_of_the_office on printers (name) where producer_id is null;
