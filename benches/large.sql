-- A large register, the same text for SQLite and PostgreSQL: 73 sentra, 100,000 producers, 500,000 products with certificates
-- and words, 200,000 batches, 500 recalls, scans of a year: 2 million codes checked, 10 million checks. For a fresh register
-- with a key; `benches/large` makes it and asks for its pages.
insert into sentra (code, name, region, sk_number, created_at)
with recursive n(i) as (select 1 union all select i + 1 from n where i < 73)
select 'SEN-' || i, 'Sentra Contoh ' || i,
       '18.' || substr('010203040506070809101112137172', 1 + 2 * (i % 15), 2), case when i <= 54 then 'SK ' || i end, 1700000000000
  from n;

insert into producers (code, name, scale, region, sentra_id, capacity, capacity_unit, siinas, contact_public, status, created_at)
with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
select 'P' || i, 'Produsen Contoh ' || i, 'mikro', '18.' || substr('010203040506070809101112137172', 1 + 2 * (i % 15), 2),
       case when i % 3 = 0 then 1 + i % 73 end, case when i % 10 = 0 then i end, case when i % 10 = 0 then 'kg' end, false, false, case when i % 20 = 0 then 'menunggu_verifikasi' else 'aktif' end, 1700000000000 + cast(i as bigint) * 600000
  from n;

insert into products (code, producer_id, name, category, origin, net_content, export_ready, status, created_at)
with recursive k(j) as (select 1 union all select j + 1 from k where j < 5)
select m.code || '-' || k.j, m.id,
       substr('Keripik   Kopi      Sambal    Dodol     Abon      ', 1 + 10 * cast((m.id + k.j) % 5 as integer), 10)
       || substr('Pisang    Robusta   Terasi    Nanas     Ikan      Singkong  Jahe      ', 1 + 10 * cast((m.id * 3 + k.j) % 7 as integer), 10)
       || m.id,
       trim(substr('Keripik   Kopi      Sambal    Dodol     Abon      ', 1 + 10 * cast((m.id + k.j) % 5 as integer), 10)),
       m.region, '200 g', m.id % 500 = 0, case when (m.id + k.j) % 50 = 0 then 'draf' else 'aktif' end, m.created_at
  from producers m cross join k;

insert into certifications (product_id, kind, number, basis, valid_until, created_at)
select id, 1, 'ID' || (10000000000000000 + id), 'declared', null, created_at from products where id % 4 <> 0;
insert into certifications (product_id, kind, number, basis, valid_until, created_at)
select id, 2, 'P-IRT ' || (100000000000000 + id), 'declared', 20000 + id % 2000, created_at from products where id % 5 <> 0;

insert into certifications (product_id, kind, number, basis, valid_until, created_at)
select id, 10, '4' || id % 10 || '.50', 'declared', 20700 + id % 2000, created_at from products where id % 40 = 0;

insert into product_words (word, product_id)
select lower(trim(substr(name, 1, 10))), id from products union select lower(trim(substr(name, 11, 10))), id from products
union select substr(name, 21), id from products;
insert into vocabulary (word) select distinct word from product_words;

insert into batches (product_id, code, level, profile, items, claims, key, issued_at)
select id, 'B', 'item', 'full', 1000, (select public from keys order by thumbprint limit 1), (select thumbprint from keys order by thumbprint limit 1), created_at from products where id % 5 < 2;

insert into scan_totals (batch_id, day, region, checks)
with recursive d(day) as (select 20400 union all select day + 7 from d where day < 20750)
select b.id, d.day, '', 2 from batches b cross join d where (b.id + d.day) % 2 = 0;
insert into scanned (batch_id, item, first_at, last_at, checks)
with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
select b.id, n.i, 1762000000000, 1763000000000, 5 from batches b cross join n;

insert into recalls (batch_id, reason, instruction, contact, at)
select id, 'Contoh', 'Jangan dikonsumsi.', '0721 000 000', 1750000000000 + cast(id as bigint) * 100000 from batches where id % 400 = 0;
