//! Lines in lists of producers and products.
use crate::registry::{Producer, Product, ProductStatus};
use crate::web::error::Error;
use crate::web::links;
use crate::web::shell::Shell;

/// A link with its words, and a quiet remark beside it.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) aside: String,
}

impl Link {
    pub(super) fn new(shell: &Shell, path: &str, name: &str) -> Link {
        Link { href: shell.to(path), name: name.to_owned(), aside: String::new() }
    }

    pub(super) fn aside(self, aside: impl Into<String>) -> Link {
        Link { aside: aside.into(), ..self }
    }

    pub(super) fn product(shell: &Shell, product: &Product) -> Link {
        let link = Link::new(shell, &links::product(product.id), &product.name);
        link.aside(product.net_content.clone().unwrap_or_default())
    }

    pub(super) fn producer(shell: &Shell, producer: &Producer) -> Link {
        let link = Link::new(shell, &links::producer(producer.id), &producer.name);
        link.aside(producer.brand.clone().unwrap_or_default())
    }
}

/// Whether a product may be shown to everyone: a draft may not.
pub(super) fn is_public(product: &Product) -> bool {
    product.status != ProductStatus::Draft
}

/// The number in an address; anything else is an address that does not exist.
pub(crate) fn number_in_path(text: &str) -> Result<i64, Error> {
    let digits = text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number > 0).ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_name_a_page() {
        assert!(matches!(number_in_path("17"), Ok(17)));
        for text in ["", "0", "-1", "+1", "1.5", "x", "99999999999999999999", "１"] {
            assert!(matches!(number_in_path(text), Err(Error::NotFound)), "{text}");
        }
    }
}
