//! What a row makes of what the register has: the file's word, but for what people decided since.
use super::{ParsedProducer, ParsedProduct};
use crate::registry::{Certification, Producer, ProducerId, Product, ProductId, SentraId};

/// A producer of the file as it is to be stored.
pub(super) fn producer(row: &ParsedProducer, sentra: Option<SentraId>, stored: Option<&Producer>) -> Producer {
    let said = Producer { sentra, ..row.producer.clone() };
    let Some(stored) = stored else { return said };
    let capacity = if row.says_capacity { said.capacity } else { stored.capacity.clone() };
    Producer { id: stored.id, status: stored.status, contact_public: stored.contact_public, capacity, ..said }
}

/// A product of the file as it is to be stored.
pub(super) fn product(row: &ParsedProduct, producer: ProducerId, stored: Option<&Product>) -> Product {
    let said = Product { producer, ..row.product.clone() };
    let Some(stored) = stored else { return said };
    Product { id: stored.id, status: stored.status, ..said }
}

/// The certification of the register that one of the file means.
pub(super) fn kept<'s>(said: &Certification, stored: &'s [Certification]) -> Option<&'s Certification> {
    stored.iter().find(|stored| (stored.kind, &stored.number) == (said.kind, &said.number))
}

/// A certification of the file as it is to be stored, with what an officer has decided about the one in the register.
pub(super) fn certification(said: &Certification, product: ProductId, kept: Option<&Certification>) -> Certification {
    let said = Certification { product, ..said.clone() };
    let Some(kept) = kept else { return said };
    Certification {
        holder: said.holder.or_else(|| kept.holder.clone()),
        issued: said.issued.or(kept.issued),
        valid_until: said.valid_until.or(kept.valid_until),
        basis: kept.basis.clone(),
        ended: kept.ended,
        ..said
    }
}
