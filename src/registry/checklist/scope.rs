use telusur_code::kind;

use crate::registry::{Certification, Producer, Product};

/// Whether the list is meant for a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It is a processed food.
    Food,
    /// The register does not say; the list holds if it is one.
    Unsure,
    /// It is something else, with other rules.
    Other,
}

impl Scope {
    /// A permit says it best; then the class of its making: KBLI 10 is food, 11 drinks.
    pub(super) fn of(product: &Product, producer: &Producer, certifications: &[Certification]) -> Scope {
        let has = |kinds: &[u64]| certifications.iter().any(|entry| kinds.contains(&entry.kind));
        if has(&[kind::PIRT, kind::MD, kind::ML]) {
            return Scope::Food;
        }
        if has(&[kind::TRADITIONAL, kind::COSMETIC, kind::SUPPLEMENT]) {
            return Scope::Other;
        }
        let producers = producer.kbli.as_ref().map(|(class, _)| class);
        match product.kbli.as_ref().or(producers) {
            Some(class) if class.starts_with("10") || class.starts_with("11") => Scope::Food,
            Some(_) => Scope::Other,
            None => Scope::Unsure,
        }
    }
}
