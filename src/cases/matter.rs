//! What was asked for. Stored as JSON, and read strictly: what is not exactly a matter is none.
use serde::{Deserialize, Serialize};

use crate::clock::Day;
use crate::registry::{BatchId, ProducerId, ProductId, words};

words! {
    /// What a case is about.
    pub enum Kind {
        /// A new producer waits to be checked.
        Producer = "producer",
        /// A certification is claimed.
        Certification = "certification",
        /// A producer asks for a recall.
        Recall = "recall",
        /// A key shall be retired or revoked.
        Key = "key",
    }
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// To be checked, and then active.
    Producer(ProducerId),
    /// A certification of one of the producer's products.
    Certification(ProducerId, Claim),
    /// Goods of the producer to be taken back.
    Recall(ProducerId, Goods),
    /// An act on a signing key.
    Key(KeyAct),
}

/// A certification that a producer says it has: well-formed, and checked by nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Of which product.
    pub product: ProductId,
    /// Kind number of the spec (section 4).
    pub kind: u64,
    /// Number as printed.
    pub number: String,
    /// On whose name, when not the producer's.
    pub holder: Option<String>,
    /// Day of issue.
    pub issued: Option<Day>,
    /// Last good day.
    pub valid_until: Option<Day>,
    /// The number of the uploaded picture of the document.
    pub document: Option<i64>,
}

/// Goods that a producer wants taken back, and what consumers shall read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// Of which batch.
    pub batch: BatchId,
    /// First and last item; none for the whole batch.
    pub items: Option<(u64, u64)>,
    /// Why.
    pub reason: String,
    /// What consumers should do.
    pub instruction: String,
    /// Whom they may call.
    pub contact: String,
}

words! {
    /// What shall be done to a key.
    pub enum KeyDeed {
        /// It signs nothing new; its codes still verify.
        Retire = "retire",
        /// None of its codes verifies any more.
        Revoke = "revoke",
    }
}

/// What shall be done to which key, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAct {
    /// Its hex thumbprint.
    pub key: String,
    /// What.
    pub deed: KeyDeed,
    /// Why: of a revocation, the line that consumers read.
    pub reason: String,
}

impl Matter {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Matter::Producer(_) => Kind::Producer,
            Matter::Certification(..) => Kind::Certification,
            Matter::Recall(..) => Kind::Recall,
            Matter::Key(_) => Kind::Key,
        }
    }

    /// Whose matter it is; a key is nobody's.
    pub fn producer(&self) -> Option<ProducerId> {
        match self {
            Matter::Producer(id) | Matter::Certification(id, _) | Matter::Recall(id, _) => Some(*id),
            Matter::Key(_) => None,
        }
    }

    /// As stored, beside kind and producer.
    pub(super) fn stored(&self) -> String {
        let json = match self {
            Matter::Producer(_) => serde_json::to_string(&Nothing {}),
            Matter::Certification(_, claim) => serde_json::to_string(&StoredClaim::of(claim)),
            Matter::Recall(_, goods) => serde_json::to_string(&StoredGoods::of(goods)),
            Matter::Key(act) => serde_json::to_string(&StoredKeyAct::of(act)),
        };
        json.expect("numbers and texts can always be written as JSON")
    }

    /// Reads what was stored; `None` when it is no such matter.
    pub(super) fn read(kind: Kind, producer: Option<ProducerId>, json: &str) -> Option<Matter> {
        match (kind, producer) {
            (Kind::Producer, Some(id)) => read::<Nothing>(json).map(|_| Matter::Producer(id)),
            (Kind::Certification, Some(id)) => {
                read::<StoredClaim>(json).map(|claim| Matter::Certification(id, claim.claim()))
            }
            (Kind::Recall, Some(id)) => read::<StoredGoods>(json).map(|goods| Matter::Recall(id, goods.goods())),
            (Kind::Key, None) => read::<StoredKeyAct>(json).and_then(StoredKeyAct::act).map(Matter::Key),
            (Kind::Producer | Kind::Certification | Kind::Recall, None) | (Kind::Key, Some(_)) => None,
        }
    }
}

fn read<'j, T: Deserialize<'j>>(json: &'j str) -> Option<T> {
    serde_json::from_str(json).ok()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredClaim {
    product: i64,
    kind: u64,
    number: String,
    holder: Option<String>,
    issued: Option<u32>,
    valid_until: Option<u32>,
    document: Option<i64>,
}

impl StoredClaim {
    fn of(claim: &Claim) -> StoredClaim {
        StoredClaim {
            product: claim.product.0,
            kind: claim.kind,
            number: claim.number.clone(),
            holder: claim.holder.clone(),
            issued: claim.issued.map(|day| day.0),
            valid_until: claim.valid_until.map(|day| day.0),
            document: claim.document,
        }
    }

    fn claim(self) -> Claim {
        Claim {
            product: ProductId(self.product),
            kind: self.kind,
            number: self.number,
            holder: self.holder,
            issued: self.issued.map(Day),
            valid_until: self.valid_until.map(Day),
            document: self.document,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredGoods {
    batch: i64,
    items: Option<(u64, u64)>,
    reason: String,
    instruction: String,
    contact: String,
}

impl StoredGoods {
    fn of(goods: &Goods) -> StoredGoods {
        StoredGoods {
            batch: goods.batch.0,
            items: goods.items,
            reason: goods.reason.clone(),
            instruction: goods.instruction.clone(),
            contact: goods.contact.clone(),
        }
    }

    fn goods(self) -> Goods {
        Goods {
            batch: BatchId(self.batch),
            items: self.items,
            reason: self.reason,
            instruction: self.instruction,
            contact: self.contact,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredKeyAct {
    key: String,
    deed: String,
    reason: String,
}

impl StoredKeyAct {
    fn of(act: &KeyAct) -> StoredKeyAct {
        StoredKeyAct { key: act.key.clone(), deed: act.deed.word().to_owned(), reason: act.reason.clone() }
    }

    fn act(self) -> Option<KeyAct> {
        Some(KeyAct { key: self.key, deed: KeyDeed::from_word(&self.deed)?, reason: self.reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim() -> Claim {
        Claim {
            product: ProductId(5),
            kind: 2,
            number: "P-IRT 5101804019901-28".into(),
            holder: Some("Bu \"Sari\"".into()),
            issued: None,
            valid_until: Some(Day(21_244)),
            document: Some(9),
        }
    }

    #[test]
    fn a_matter_reads_as_it_was_stored() {
        let producer = ProducerId(3);
        let goods = Goods {
            batch: BatchId(8),
            items: Some((2, 5)),
            reason: "pecahan kaca".into(),
            instruction: "Jangan dikonsumsi.".into(),
            contact: "0721 000 000".into(),
        };
        let act = KeyAct { key: "ab12".into(), deed: KeyDeed::Revoke, reason: "kunci dicuri".into() };
        let matters = [
            Matter::Producer(producer),
            Matter::Certification(producer, claim()),
            Matter::Recall(producer, goods.clone()),
            Matter::Recall(producer, Goods { items: None, ..goods }),
            Matter::Key(act),
        ];
        for matter in matters {
            let read = Matter::read(matter.kind(), matter.producer(), &matter.stored());
            assert_eq!(read, Some(matter));
        }
    }

    #[test]
    fn what_is_not_exactly_a_matter_is_none() {
        let (json, producer) = (Matter::Certification(ProducerId(3), claim()).stored(), Some(ProducerId(3)));
        assert_eq!(Matter::read(Kind::Certification, None, &json), None);
        assert_eq!(Matter::read(Kind::Recall, producer, &json), None);
        let more = json.replacen('{', "{\"approved\":true,", 1);
        assert_eq!(Matter::read(Kind::Certification, producer, &more), None);
        assert_eq!(Matter::read(Kind::Key, None, r#"{"key":"ab","deed":"forget","reason":"x"}"#), None);
        assert_eq!(Matter::read(Kind::Producer, producer, r#"{"status":"aktif"}"#), None);
    }
}
