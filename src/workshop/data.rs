//! What the register says of a business, as its own people enter it.
use serde::{Deserialize, Serialize};

use super::error::Reading;
use super::{Acting, Error, Field};
use crate::accounts::Role;
use crate::audit::{self, Act, Changes, Subject, SubjectKind};
use crate::cases::{self, Kind, Listed, Stage, What};
use crate::casework::{self, Decision};
use crate::db::{Query, Tx};
use crate::registry::{self, Producer, ProducerStatus, RegionCode, Scale, fields};

/// Longest street address, in characters.
const ADDRESS: usize = 300;
/// Cases of a producer that are looked at for one that waits.
const LOOKED: u32 = 200;

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of the form, explained at Field")]
pub struct DataForm {
    pub nama: String,
    pub daerah: String,
    pub skala: String,
    pub nib: String,
    pub kbli: String,
    pub merek: String,
    pub alamat: String,
    pub telepon: String,
    pub surel: String,
    pub cerita: String,
    /// `ya` when the contact is to be shown.
    pub tampil: String,
}

impl DataForm {
    /// The form as the register would fill it in.
    pub fn of(producer: &Producer) -> DataForm {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        DataForm {
            nama: producer.name.clone(),
            daerah: producer.region.to_string(),
            skala: producer.scale.word().to_owned(),
            nib: text(&producer.nib),
            kbli: producer.kbli.as_ref().map(|(class, _)| class.clone()).unwrap_or_default(),
            merek: text(&producer.brand),
            alamat: text(&producer.address),
            telepon: text(&producer.phone),
            surel: text(&producer.email),
            cerita: text(&producer.story),
            tampil: if producer.contact_public { "ya".to_owned() } else { String::new() },
        }
    }

    /// The producer that it makes of another.
    fn on(&self, before: &Producer) -> Result<Producer, Error> {
        let mut reading = Reading::default();
        let year = before.kbli.as_ref().map_or(fields::KBLI_VERSION, |(_, year)| *year);
        let name = reading.need(Field::Name, &self.nama, |text| fields::line(text, fields::NAME).ok());
        let region = reading.need(Field::Region, &self.daerah, region);
        let scale = reading.need(Field::Scale, &self.skala, Scale::from_word);
        let nib = reading.may(Field::Nib, &self.nib, |text| fields::nib(text).ok());
        let kbli = reading.may(Field::Kbli, &self.kbli, |text| fields::kbli(text).ok());
        let brand = reading.may(Field::Brand, &self.merek, |text| fields::line(text, fields::NAME).ok());
        let address = reading.may(Field::Address, &self.alamat, |text| fields::line(text, ADDRESS).ok());
        let phone = reading.may(Field::Phone, &self.telepon, |text| fields::phone(text).ok());
        let email = reading.may(Field::Email, &self.surel, |text| fields::email(text).ok());
        let story = reading.may(Field::Story, &self.cerita, |text| fields::paragraphs(text, fields::STORY).ok());
        let read = name.zip(region).zip(scale).map(|((name, region), scale)| Producer {
            name,
            region,
            scale,
            nib,
            kbli: kbli.map(|class| (class, year)),
            brand,
            address,
            phone,
            email,
            story,
            contact_public: self.tampil == "ya",
            ..before.clone()
        });
        reading.end(read)
    }
}

/// A kabupaten or kota by its code.
pub(super) fn region(code: &str) -> Option<RegionCode> {
    fields::region(code).ok()
}

/// Changes what the register says of a business. What an officer has checked stays as it is. A business that has NIB and KBLI and
/// was not taken on yet waits to be checked from now on, in the queue of its region; also one that was refused before.
///
/// # Errors
/// [`Error::Fields`]; [`Error::Locked`]; [`Error::NibTaken`].
pub async fn change_data(tx: &mut Tx, acting: Acting, form: &DataForm) -> Result<(), Error> {
    registry::hold_producer(tx, acting.producer).await?;
    let before = registry::find_producer(tx, acting.producer).await?.ok_or(Error::Unknown("producer"))?;
    let mut after = form.on(&before)?;
    if before.status != ProducerStatus::Awaiting && !keeps_identity(&before, &after) {
        return Err(Error::Locked);
    }
    if before.nib != after.nib {
        nobody_has(tx, after.nib.as_deref(), &before).await?;
    }
    let is_complete_now = !before.is_registered_business() && after.is_registered_business();
    if is_complete_now && before.status == ProducerStatus::Active {
        after.status = ProducerStatus::Awaiting;
    }
    let changes = changes(&before, &after);
    if changes != Changes::none() {
        registry::put_producer(tx, &after, acting.now).await?;
        let subject = Subject::new(SubjectKind::Producer, &after.code);
        audit::record(tx, &acting.entry(Act::ProducerChanged, subject).changing(changes)).await?;
    }
    if after.status == ProducerStatus::Awaiting && after.is_registered_business() {
        if !keeps_identity(&before, &after) {
            take_back(tx, acting).await?;
        }
        ask_for_check(tx, acting).await?;
    }
    Ok(())
}

/// Puts the business into the queue; one that waits there already goes on waiting.
async fn ask_for_check(tx: &mut Tx, acting: Acting) -> Result<(), Error> {
    match casework::open_producer(tx, acting.who, acting.producer, acting.now).await {
        Ok(_) | Err(casework::Error::Open(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A case that an officer may be looking at is not decided on other data than they saw: it is taken back, to be asked anew. An
/// officer who changes the data knows them.
async fn take_back(tx: &mut Tx, acting: Acting) -> Result<(), Error> {
    match acting.who.role {
        Role::Owner | Role::Staff | Role::Companion => {}
        Role::Officer | Role::Approver | Role::Administrator | Role::Auditor => return Ok(()),
    }
    let open = cases::cases_of(tx, acting.producer, None, LOOKED).await.map_err(casework::Error::from)?;
    let looked_at = |case: &&Listed| case.stage == Stage::Waiting && case.matter.kind() == Kind::Producer;
    let Some(case) = open.iter().find(looked_at) else { return Ok(()) };
    let seen = cases::find(tx, case.id).await.map_err(casework::Error::from)?.steps.len();
    let decision = Decision { case: case.id, seen, what: What::Withdrawn };
    casework::decide(tx, acting.who, &decision, acting.now).await?;
    Ok(())
}

/// Whether what makes a business this business stays, but for a number that was missing.
fn keeps_identity(before: &Producer, after: &Producer) -> bool {
    let same = (&before.name, before.region, before.scale) == (&after.name, after.region, after.scale);
    let nib = before.nib.is_none() || before.nib == after.nib;
    let kbli = before.kbli.is_none() || before.kbli == after.kbli;
    same && nib && kbli
}

pub(super) async fn nobody_has(q: &mut impl Query, nib: Option<&str>, but: &Producer) -> Result<(), Error> {
    let Some(nib) = nib else { return Ok(()) };
    match registry::find_producer_by_nib(q, nib).await? {
        Some(other) if other.id != but.id => Err(Error::NibTaken),
        _ => Ok(()),
    }
}

fn changes(before: &Producer, after: &Producer) -> Changes {
    let (old, new) = (DataForm::of(before), DataForm::of(after));
    let mut changes = Changes::none();
    for (field, old, new) in [
        ("name", &old.nama, &new.nama),
        ("region", &old.daerah, &new.daerah),
        ("scale", &old.skala, &new.skala),
        ("nib", &old.nib, &new.nib),
        ("kbli", &old.kbli, &new.kbli),
        ("brand", &old.merek, &new.merek),
        ("address", &old.alamat, &new.alamat),
        ("phone", &old.telepon, &new.telepon),
        ("email", &old.surel, &new.surel),
        ("story", &old.cerita, &new.cerita),
        ("contact_public", &old.tampil, &new.tampil),
    ] {
        let some = |text: &'_ String| (!text.is_empty()).then(|| text.clone());
        changes.note(field, some(old).as_deref(), some(new).as_deref());
    }
    changes.note("status", Some(before.status.word()), Some(after.status.word()));
    changes
}
