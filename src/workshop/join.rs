//! Signing up: a business that nobody has checked yet, with its owner.
use serde::{Deserialize, Serialize};

use super::data::{nobody_has, region};
use super::error::Reading;
use super::{Acting, Error, Field};
use crate::accounts::{self, PersonId, Reach, Role, Seat};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::casework::{self, Who};
use crate::clock::Moment;
use crate::db::Tx;
use crate::membership::{self, By, Newcomer};
use crate::registry::{self, Producer, ProducerId, ProducerStatus, Scale, fields};

/// Letters and digits that nobody mistakes for one another when a code is read aloud.
const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What was typed of the business. `nib` and `kbli` stay empty when it is "belum terdata".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of the form, explained at Field")]
pub struct JoinForm {
    pub nama: String,
    pub daerah: String,
    pub skala: String,
    pub nib: String,
    pub kbli: String,
}

/// The business of a form, with a code that nobody has guessed. `chance` is random.
///
/// # Errors
/// [`Error::Fields`] names them all.
pub fn check_business(form: &JoinForm, chance: [u8; 8]) -> Result<Producer, Error> {
    let mut reading = Reading::default();
    let name = reading.need(Field::Name, &form.nama, |text| fields::line(text, fields::NAME).ok());
    let region = reading.need(Field::Region, &form.daerah, region);
    let scale = reading.need(Field::Scale, &form.skala, Scale::from_word);
    let nib = reading.may(Field::Nib, &form.nib, |text| fields::nib(text).ok());
    let kbli = reading.may(Field::Kbli, &form.kbli, |text| fields::kbli(text).ok());
    let read = name.zip(region).zip(scale).map(|((name, region), scale)| Producer {
        id: ProducerId::UNNUMBERED,
        code: format!("IKM-{:04}-{}", region.claim(), spelled(chance)),
        name,
        brand: None,
        scale,
        region,
        address: None,
        place: None,
        nib,
        kbli: kbli.map(|class| (class, fields::KBLI_VERSION)),
        siinas: false,
        sentra: None,
        founded: None,
        workers: None,
        capacity: None,
        story: None,
        phone: None,
        email: None,
        contact_public: false,
        status: ProducerStatus::Awaiting,
    });
    reading.end(read)
}

fn spelled(chance: [u8; 8]) -> String {
    chance.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// Makes person, producer and owner's seat; with NIB and KBLI also the case that puts it into the queue of its region.
///
/// # Errors
/// [`Error::NibTaken`]; what accounts refuse, such as a login that is taken.
pub async fn join(
    tx: &mut Tx,
    business: &Producer,
    owner: &Newcomer,
    now: Moment,
) -> Result<(PersonId, ProducerId), Error> {
    nobody_has(tx, business.nib.as_deref(), business).await?;
    if registry::find_producer_by_code(tx, &business.code).await?.is_some() {
        return Err(crate::db::Error::Duplicate.into());
    }
    let person = accounts::create_person(tx, &owner.login, &owner.name, now).await?;
    accounts::set_password(tx, person, &owner.password).await?;
    let phone = fields::phone(owner.login.as_str()).ok();
    let (id, _) = registry::put_producer(tx, &Producer { phone, ..business.clone() }, now).await?;
    let seat = Seat::new(Role::Owner, Reach::Producer(id))?;
    let who = Who { person, role: Role::Owner };
    let acting = Acting { who, producer: id, region: business.region, now };
    // Nobody else made them: they did it themselves.
    let made = acting.entry(Act::PersonMade, Subject::new(SubjectKind::Person, &owner.login));
    audit::record(tx, &made).await?;
    membership::enter(tx, By(Some((person, Role::Owner))), person, seat, now).await?;
    let entered = acting.entry(Act::ProducerRegistered, Subject::new(SubjectKind::Producer, &business.code));
    audit::record(tx, &entered).await?;
    if business.is_registered_business() {
        casework::open_producer(tx, who, id, now).await?;
    }
    Ok((person, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> JoinForm {
        JoinForm { nama: " Kopi Sari ".into(), daerah: "18.04".into(), skala: "mikro".into(), ..JoinForm::default() }
    }

    #[test]
    fn a_business_without_numbers_waits_and_all_that_is_wrong_is_told_at_once() {
        let business = check_business(&typed(), [0, 1, 31, 32, 255, 7, 8, 9]).unwrap();
        assert_eq!((business.name.as_str(), business.code.as_str()), ("Kopi Sari", "IKM-1804-AB9A9HJK"));
        assert!(!business.is_registered_business() && business.status == ProducerStatus::Awaiting);

        let wrong = JoinForm { nama: String::new(), nib: "12".into(), kbli: "kopi".into(), ..typed() };
        let Err(Error::Fields(fields)) = check_business(&wrong, [0; 8]) else { panic!("it was taken") };
        assert_eq!(fields, [Field::Name, Field::Nib, Field::Kbli]);
    }
}
