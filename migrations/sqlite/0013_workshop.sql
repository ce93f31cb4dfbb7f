-- What was ordered of a batch's labels. `wanted` says as JSON all that a label depends on, so that a reprint is the same.
create table label_orders (
  id integer primary key,
  batch_id bigint not null references batches (id),
  person_id bigint not null references people (id),
  role text not null,
  labels bigint not null,
  wanted text not null,
  at bigint not null
);
create index label_orders_by_batch on label_orders (batch_id, id);

-- What somebody typed into a form that was not taken, so that it is there again when they come back.
create table drafts (
  person_id bigint not null references people (id),
  form text not null,
  typed text not null,
  at bigint not null,
  primary key (person_id, form)
);

-- A business that signs up is looked for by its number first.
create index producers_by_nib on producers (nib);

create trigger label_orders_stand before update on label_orders begin select raise(abort, 'history is never changed'); end;
create trigger label_orders_stay before delete on label_orders begin select raise(abort, 'history is never deleted'); end;
