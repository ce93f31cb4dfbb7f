use clap::{Args, Subcommand};

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use super::trail::concerning_product;
use crate::audit::{self, Act, Changes, Entry, Subject, SubjectKind};
use crate::clock::{Day, iso, parse_day};
use crate::registry::{self, Basis, BasisKind, ProducerStatus, ProductStatus, certifications};

/// Change what the register says of a producer, a product or a certification.
#[derive(Subcommand)]
pub(super) enum Set {
    /// A producer's status, and whether its contact is shown
    Producer(Producer),
    /// A product's status
    Product(Product),
    /// What a certification rests on, or that it has ended
    Certification(Certification),
}

#[derive(Args)]
pub(super) struct Producer {
    /// Its code
    #[arg(value_name = "CODE")]
    code: String,
    /// menunggu_verifikasi, aktif, dibekukan or tutup
    #[arg(long, required_unless_present = "contact")]
    status: Option<String>,
    /// public: show its telephone, mail and address, as the producer chose; private: do not
    #[arg(long, value_parser = ["public", "private"])]
    contact: Option<String>,
}

#[derive(Args)]
pub(super) struct Product {
    /// Its code
    #[arg(value_name = "CODE")]
    code: String,
    /// draf, aktif, ditarik or dicabut
    #[arg(long)]
    status: String,
}

#[derive(Args)]
pub(super) struct Certification {
    /// The product's code
    #[arg(value_name = "PRODUCT")]
    product: String,
    /// Kind: halal, pirt, md, …
    #[arg(long)]
    kind: String,
    /// Its number as on record
    #[arg(long)]
    number: String,
    /// declared, document_seen (by an officer) or confirmed (with the authority)
    #[arg(long, requires = "on")]
    basis: Option<String>,
    /// The day of it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    on: Option<Day>,
    /// Which office or officer
    #[arg(long)]
    by: Option<String>,
    /// The day it was withdrawn or replaced
    #[arg(long, value_name = "DATE", value_parser = parse_day, conflicts_with = "basis")]
    ended: Option<Day>,
}

fn words<'w>(all: impl Iterator<Item = &'w str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

impl Set {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        match self {
            Set::Producer(asked) => asked.run(&house).await,
            Set::Product(asked) => asked.run(&house).await,
            Set::Certification(asked) => asked.run(&house).await,
        }
    }
}

impl Producer {
    async fn run(self, house: &House) -> Result<(), Failure> {
        let status = self.status.as_deref().map(status).transpose()?;
        let found = registry::find_producer_by_code(&mut &house.db, &self.code).await?;
        let found = found.ok_or_else(|| Failure::refused(format!("there is no producer '{}'", self.code)))?;
        let (id, public) = (found.id, self.contact.as_deref().map(|word| word == "public"));
        let act = change(house, &found, status, public);
        house
            .db
            .write(move |tx| {
                let act = act.clone();
                Box::pin(async move {
                    if let Some(status) = status {
                        registry::set_producer_status(tx, id, status).await?;
                    }
                    if let Some(public) = public {
                        registry::set_contact_public(tx, id, public).await?;
                    }
                    audit::record(tx, &act).await.map(drop)
                })
            })
            .await?;
        let said = [status.map(|status| status.word().to_owned()), self.contact.map(|word| format!("contact {word}"))];
        say!("producer {}: {}", self.code, said.into_iter().flatten().collect::<Vec<_>>().join(", "));
        Ok(())
    }
}

/// What the audit trail says of a producer's change.
fn change(house: &House, found: &registry::Producer, status: Option<ProducerStatus>, public: Option<bool>) -> Entry {
    let contact = |public: bool| if public { "public" } else { "private" };
    let mut changes = Changes::none();
    if let Some(status) = status {
        changes.note("status", Some(found.status.word()), Some(status.word()));
    }
    if let Some(public) = public {
        changes.note("contact", Some(contact(found.contact_public)), Some(contact(public)));
    }
    let act = if status.is_some() { Act::ProducerStatus } else { Act::ProducerChanged };
    let subject = Subject::new(SubjectKind::Producer, &found.code);
    Entry::new(house.clock.now(), act, subject).of(found.id).within(found.region).changing(changes)
}

fn status(word: &str) -> Result<ProducerStatus, Failure> {
    ProducerStatus::from_word(word).ok_or_else(|| {
        let known = words(ProducerStatus::ALL.iter().map(|status| status.word()));
        Failure::refused(format!("'{word}' is no status of a producer; write {known}"))
    })
}

impl Product {
    async fn run(self, house: &House) -> Result<(), Failure> {
        let known = || words(ProductStatus::ALL.iter().map(|status| status.word()));
        let status = ProductStatus::from_word(&self.status).ok_or_else(|| {
            Failure::refused(format!("'{}' is no status of a product; write {}", self.status, known()))
        })?;
        let found = registry::find_product_by_code(&mut &house.db, &self.code).await?;
        let product = found.ok_or_else(|| Failure::refused(format!("there is no product '{}'", self.code)))?;
        let mut changes = Changes::none();
        changes.note("status", Some(product.status.word()), Some(status.word()));
        let act = Entry::new(house.clock.now(), Act::ProductStatus, Subject::new(SubjectKind::Product, &product.code));
        let act = concerning_product(act, &product).changing(changes);
        house
            .db
            .write(move |tx| {
                let act = act.clone();
                Box::pin(async move {
                    registry::set_product_status(tx, product.id, status).await?;
                    audit::record(tx, &act).await.map(drop)
                })
            })
            .await?;
        say!("product {} is {status}", self.code);
        let code = &self.code;
        match status {
            ProductStatus::Withdrawn => eprintln!(
                "Codes that were issued stay as they are: to take goods back, use 'telusur recall --batch … --product {code}'."
            ),
            ProductStatus::Revoked => {
                eprintln!("Codes that were issued stay valid until 'telusur revoke product {code} --reason …'.")
            }
            ProductStatus::Draft | ProductStatus::Active => {}
        }
        Ok(())
    }
}

impl Certification {
    async fn run(self, house: &House) -> Result<(), Failure> {
        let found = registry::find_product_by_code(&mut &house.db, &self.product).await?;
        let product = found.ok_or_else(|| Failure::refused(format!("there is no product '{}'", self.product)))?;
        let kind = kind_number(&self.kind)?;
        past("--ended", self.ended, house.clock.today())?;
        let change = match (basis(self.basis.as_deref(), self.on, self.by.as_deref(), house.clock.today())?, self.ended)
        {
            (Some(basis), _) => Change::Basis(basis),
            (None, Some(day)) => Change::Ended(day),
            (None, None) => return Err(Failure::refused("say what to change: --basis … --on DATE, or --ended DATE")),
        };
        let number = self.number.clone();
        let subject = Subject::new(SubjectKind::Certification, &number);
        let act =
            Entry::new(house.clock.now(), Act::CertificationChanged, subject).changing(change.noted(&product.code));
        let act = concerning_product(act, &product);
        let done = house
            .db
            .write(move |tx| {
                let (number, change, act) = (number.clone(), change.clone(), act.clone());
                Box::pin(async move {
                    let done = match &change {
                        Change::Basis(basis) => registry::set_basis(tx, product.id, kind, &number, basis).await?,
                        Change::Ended(day) => registry::end_certification(tx, product.id, kind, &number, *day).await?,
                    };
                    if done {
                        audit::record(tx, &act).await?;
                    }
                    Ok::<bool, crate::db::Error>(done)
                })
            })
            .await?;
        if !done {
            return Err(Failure::refused(format!(
                "product {} has no {} with the number '{}'",
                self.product, self.kind, self.number
            )));
        }
        say!("{} {} of {} is changed", self.kind, self.number, self.product);
        Ok(())
    }
}

/// What is changed of a certification.
#[derive(Clone)]
enum Change {
    Basis(Basis),
    Ended(Day),
}

impl Change {
    /// As the audit trail notes it.
    fn noted(&self, product: &str) -> Changes {
        let mut changes = Changes::none();
        changes.note("product", None, Some(product));
        match self {
            Change::Basis(basis) => changes.note("basis", None, Some(basis.kind.word())),
            Change::Ended(day) => changes.note("ended", None, Some(&iso(*day))),
        }
        changes
    }
}

/// The number of a kind's word.
pub(super) fn kind_number(word: &str) -> Result<u64, Failure> {
    certifications::kind_of_word(word).map(|kind| kind.number).ok_or_else(|| {
        let known = words(certifications::kinds().iter().map(|kind| kind.word));
        Failure::refused(format!("'{word}' is no kind of certification; write {known}"))
    })
}

/// What a claim rests on, as asked for on the command line.
pub(super) fn basis(
    word: Option<&str>,
    on: Option<Day>,
    by: Option<&str>,
    today: Day,
) -> Result<Option<Basis>, Failure> {
    let Some(word) = word else { return Ok(None) };
    past("--on", on, today)?;
    let known = || words(BasisKind::ALL.iter().map(|kind| kind.word()));
    let kind = BasisKind::from_word(word)
        .ok_or_else(|| Failure::refused(format!("'{word}' is no basis of a claim; write {}", known())))?;
    let by = by.map(|by| registry::fields::line(by, 120).map_err(Failure::refused)).transpose()?;
    Ok(Some(Basis { kind, day: on, by }))
}

/// Nobody has seen a document, and nothing has ended, on a day that is still to come.
fn past(flag: &str, day: Option<Day>, today: Day) -> Result<(), Failure> {
    match day {
        Some(day) if day > today => Err(Failure::refused(format!("{flag} {} lies in the future", iso(day)))),
        _ => Ok(()),
    }
}
