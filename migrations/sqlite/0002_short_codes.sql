-- The secrets of the short codes, of which nothing else is stored. All are tried, the newest makes. Without the secret that
-- made them, printed short codes are lost; so none is ever changed or deleted.
create table short_code_secrets (
  id integer primary key,
  secret blob not null check (length(secret) = 32),
  created_at bigint not null
);

create trigger short_code_secrets_stand before update on short_code_secrets
  begin select raise(abort, 'secrets of short codes are never changed'); end;
create trigger short_code_secrets_stay before delete on short_code_secrets
  begin select raise(abort, 'secrets of short codes are never deleted'); end;
