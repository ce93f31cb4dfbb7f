use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use super::set::{basis, kind_number};
use super::trail::concerning_product;
use crate::audit::{self, Act, Changes, Entry, Subject, SubjectKind};
use crate::clock::{Day, parse_day};
use crate::registry::certifications::{self, CertificationDraft};
use crate::registry::{self, Basis, BasisKind, Certification, Put};

/// Enter a certification of a product: any kind, checked for its shape. Only the authority can say that it is valid.
#[derive(Args)]
#[command(after_help = "Example:
  telusur certify IKM-1804-001-01 --kind halal --number ID18119999000010623 \\
                  --basis document_seen --on 2026-11-03 --by 'Dinas Perindustrian'")]
pub(super) struct Certify {
    /// The product's code
    #[arg(value_name = "PRODUCT")]
    product: String,
    /// Kind: halal, pirt, md, ml, tr, na, sd, sni, ig, tkdn, merek or organic
    #[arg(long)]
    kind: String,
    /// Its number as on the document
    #[arg(long)]
    number: String,
    /// On whose name it is, when not the producer's
    #[arg(long)]
    holder: Option<String>,
    /// Day of issue
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    issued: Option<Day>,
    /// Last good day, when it expires
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    valid_until: Option<Day>,
    /// declared, document_seen (by an officer) or confirmed (with the authority) [default: declared, today]
    #[arg(long, requires = "on")]
    basis: Option<String>,
    /// The day of it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    on: Option<Day>,
    /// Which office or officer
    #[arg(long)]
    by: Option<String>,
}

impl Certify {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let found = registry::find_product_by_code(&mut &house.db, &self.product).await?;
        let product = found.ok_or_else(|| Failure::refused(format!("there is no product '{}'", self.product)))?;
        let now = house.clock.now();
        let kind = kind_number(&self.kind)?;
        let checked = certifications::check(&CertificationDraft {
            kind,
            number: &self.number,
            issued: self.issued,
            valid_until: self.valid_until,
            today: now.day(),
            origin: product.origin,
        })
        .map_err(Failure::refused)?;
        for warning in &checked.warnings {
            eprintln!("warning: {}", warning.text);
        }
        // Entering a number again never weakens what an officer wrote down about it.
        let stored = registry::certifications_of(&mut &house.db, product.id).await?;
        let stored = stored.into_iter().find(|entry| (entry.kind, &entry.number) == (kind, &checked.number));
        let before = stored.as_ref().map(|stored| stored.basis.kind.word());
        let declared = Basis { kind: BasisKind::Declared, day: Some(now.day()), by: None };
        let entry = Certification {
            product: product.id,
            kind,
            number: checked.number,
            holder: self.holder.as_deref().map(line).transpose()?.or(stored.as_ref().and_then(|s| s.holder.clone())),
            issued: self.issued.or(stored.as_ref().and_then(|stored| stored.issued)),
            valid_until: checked.valid_until,
            basis: basis(self.basis.as_deref(), self.on, self.by.as_deref(), now.day())?
                .or(stored.as_ref().map(|stored| stored.basis.clone()))
                .unwrap_or(declared),
            ended: stored.and_then(|stored| stored.ended),
        };
        let number = entry.number.clone();
        let mut changes = Changes::none();
        changes.note("product", None, Some(&product.code));
        changes.note("basis", before, Some(entry.basis.kind.word()));
        let act = Entry::new(now, Act::CertificationEntered, Subject::new(SubjectKind::Certification, &number));
        let act = concerning_product(act, &product).changing(changes);
        let put = house
            .db
            .write(move |tx| {
                let (entry, act) = (entry.clone(), act.clone());
                Box::pin(async move {
                    let put = registry::put_certification(tx, &entry, now).await?;
                    if put != Put::Unchanged {
                        audit::record(tx, &act).await?;
                    }
                    Ok::<Put, crate::db::Error>(put)
                })
            })
            .await?;
        let did = match put {
            Put::Added => "entered",
            Put::Changed => "changed",
            Put::Unchanged => "as before",
        };
        say!("{} {number} of {} is {did}", self.kind, self.product);
        Ok(())
    }
}

/// A name, as it will be shown.
fn line(text: &str) -> Result<String, Failure> {
    registry::fields::line(text, 200).map_err(Failure::refused)
}
