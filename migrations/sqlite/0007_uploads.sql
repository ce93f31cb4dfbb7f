-- Pictures and documents as they were written anew; nothing is kept as it came. `purpose` says who may see one: every query
-- names it. A number is never given twice, because a photo's address is remembered by browsers for a year.
create table uploads (
  id integer primary key autoincrement,
  purpose text not null,
  form text not null,
  width bigint not null,
  height bigint not null,
  bytes blob not null,
  small blob,
  added_at bigint not null
);

-- Photos of products, in the order in which they are shown.
create table product_photos (
  product_id bigint not null references products (id),
  place bigint not null,
  upload_id bigint not null unique references uploads (id),
  primary key (product_id, place)
);

-- Papers that a producer showed to the office.
create table producer_documents (
  upload_id bigint primary key references uploads (id),
  producer_id bigint not null references producers (id)
);
create index producer_documents_by_producer on producer_documents (producer_id);
