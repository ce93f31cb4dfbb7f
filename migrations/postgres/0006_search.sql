-- The words by which products are found, folded so that spelling matters less. `vocabulary` has each once; a word that no
-- product has any more stays there and finds nothing.
create table product_words (
  word text not null,
  product_id bigint not null references products (id),
  primary key (word, product_id)
);
create index product_words_by_product on product_words (product_id);
create table vocabulary (word text primary key);
create index products_by_category on products (category, id);
