-- What the desks work on, beside `large.sql`: 20,000 owners, 5,000 cases that wait and 20,000 decided ones, 20,000 reports, 300,000
-- acts. The acts' hashes are no chain: nobody checks it here, and `large` takes away what guards its head. The person with id 1
-- is there.
insert into people (login, name, created_at)
with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
select 'pemilik.' || i, 'Pemilik Contoh ' || i, 1700000000000 + i from n;
insert into seats (person_id, role, producer_id, given_at)
select p.id, 'pemilik', m.id, p.created_at from people p join producers m on m.code = 'P' || substr(p.login, 9) where p.login like 'pemilik.%';
insert into seats (person_id, role, producer_id, given_at)
select p.id, 'pemilik', 77777, 1700000000000 from people p where p.login = 'pemilik';

insert into cases (kind, producer_id, region, matter, state, steps, opened_at, moved_at)
select 'producer', id, region, '{}', 'waiting', 1, created_at, created_at from producers where id % 20 = 0;
insert into cases (kind, producer_id, region, matter, state, steps, opened_at, moved_at)
select 'producer', id, region, '{}', 'approved', 2, created_at, created_at + 1000 from producers where id % 5 = 1;
insert into case_steps (case_id, number, step, person_id, role, at)
select id, 1, 'opened', 1, 'pemilik', opened_at from cases;
insert into case_steps (case_id, number, step, person_id, role, at, words)
select id, 2, 'approved', 1, 'petugas', moved_at, 'Lengkap.' from cases where state = 'approved';

insert into reports (number, reported_at, wrong, account, batch_id, item, region, state)
with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
select 'L-' || substr('0000' || (i % 10000), length('0000' || (i % 10000)) - 3) || '-000' || (i / 10000), 1700000000000 + cast(i as bigint) * 3000000,
       substr('tidak_cocoktiruan     berbahaya  lainnya    ', 1 + 11 * cast(i % 4 as integer), case i % 4 when 0 then 11 when 1 then 6 when 2 then 9 else 7 end),
       'Isinya lain dari yang tertulis.', 1 + i * 7, 1 + i % 900,
       '18.' || substr('010203040506070809101112137172', 1 + 2 * (i % 15), 2), case when i % 10 = 0 then 'diterima' else 'ditutup' end
  from n;

insert into audit (number, at, person_id, role, producer_id, region, act, subject, name, words, hash)
with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000)
select i, 1700000000000 + cast(i as bigint) * 200000, 1 + i % 20000, 'pemilik', 1 + i % 100000,
       '18.' || substr('010203040506070809101112137172', 1 + 2 * (i % 15), 2), case i % 3 when 0 then 'product_changed' else 'product_added' end,
       'product', 'P' || (1 + i % 100000) || '-1', case when i % 7 = 0 then 'Sesuai permintaan ' || i end,
       (select hash from audit_head)
  from n where i > (select max(number) from audit_head);
