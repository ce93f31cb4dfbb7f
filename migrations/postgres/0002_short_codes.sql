-- The secrets of the short codes, of which nothing else is stored. All are tried, the newest makes. Without the secret that
-- made them, printed short codes are lost; so none is ever changed or deleted.
create table short_code_secrets (
  id bigint primary key,
  secret bytea not null check (length(secret) = 32),
  created_at bigint not null
);

create trigger short_code_secrets_stand before update or delete on short_code_secrets
  for each row execute function refuse_change();
create trigger short_code_secrets_stay before truncate on short_code_secrets
  for each statement execute function refuse_change();
