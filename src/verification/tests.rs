//! The most tested function of the house: every verdict, and which one wins when several apply.
use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use telusur_code::{Claims, KeySet, Number, PublicKey, Scope, Sealer, SignedCode, VerifiedCode, kind};

use super::*;
use crate::clock::{Day, Moment};
use crate::keyring::{Key, KeyState};
use crate::recalls::{ItemRange, Lift, Recall, Revocation, Subject};
use crate::registry::*;

const TODAY: Day = Day(20_779);
const ITEM: u64 = 17;

fn secret() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn public() -> PublicKey {
    PublicKey::from_bytes(&secret().verifying_key().to_bytes()).unwrap()
}

fn claims() -> Claims {
    Claims {
        producer: 1,
        producer_name: Some("IKM Kopi Bukit Khayal".into()),
        product: 2,
        product_name: Some("Kopi Robusta".into()),
        origin: 1804,
        certifications: BTreeMap::from([(kind::HALAL, Number::Uint(18_119_999_000_010_623))]),
        scope: Scope::Item { batch: 7, item: NonZeroU64::new(ITEM).unwrap() },
        produced: Some(Day(20_748)),
        best_before: Some(Day(21_113)),
        production_code: Some("261022-B".into()),
    }
}

fn verified(claims: &Claims) -> VerifiedCode {
    let sealed = Sealer::new(&secret()).seal(claims, None).unwrap();
    let code = SignedCode::from_digits(sealed.digits()).unwrap();
    telusur_code::verify(code, &KeySet::new([public()])).unwrap()
}

fn key() -> Key {
    Key {
        public: public(),
        issuer: "Dinas".into(),
        state: KeyState::Active,
        not_before: Day(20_000),
        not_after: Day(22_000),
        revoked: None,
    }
}

fn halal() -> Certification {
    Certification {
        product: ProductId(2),
        kind: kind::HALAL,
        number: "ID18119999000010623".into(),
        holder: None,
        issued: None,
        valid_until: None,
        basis: Basis { kind: BasisKind::Declared, day: None, by: None },
        ended: None,
    }
}

fn record() -> Record {
    let region = RegionCode::parse("18.04").unwrap();
    Record {
        batch: Batch {
            id: BatchId(7),
            product: ProductId(2),
            code: "261022-B".into(),
            level: Level::Item,
            profile: Profile::Full,
            gtin: None,
            items: 240,
            produced: Some(Day(20_748)),
            best_before: Some(Day(21_113)),
            claims: Claims { scope: Scope::Batch { batch: 7 }, ..claims() }.encode().unwrap(),
            key: key().thumbprint().to_string(),
            issued_at: Moment::noon(Day(20_748)),
        },
        product: Product {
            id: ProductId(2),
            code: "P".into(),
            producer: ProducerId(1),
            name: "Kopi Robusta".into(),
            brand: None,
            category: "Kopi".into(),
            description_id: None,
            description_en: None,
            net_content: None,
            ingredients: None,
            origin: region,
            kbli: None,
            hs_code: None,
            gtin: None,
            packaging: None,
            export_ready: false,
            status: ProductStatus::Active,
        },
        producer: Producer {
            id: ProducerId(1),
            code: "IKM".into(),
            name: "IKM Kopi Bukit Khayal".into(),
            brand: None,
            scale: Scale::Micro,
            region,
            address: None,
            place: None,
            nib: None,
            kbli: None,
            siinas: false,
            sentra: None,
            founded: None,
            workers: None,
            capacity: None,
            story: None,
            phone: None,
            email: None,
            contact_public: false,
            status: ProducerStatus::Active,
        },
        sentra: None,
        certifications: vec![halal()],
        spelt: Spelt::default(),
        issued: Issued::default(),
        photo: None,
        recalls: Vec::new(),
        revocations: Vec::new(),
    }
}

fn recall(items: Option<ItemRange>) -> Recall {
    Recall {
        id: 1,
        batch: BatchId(7),
        items,
        reason: "kaca".into(),
        instruction: "kembalikan".into(),
        contact: "0721".into(),
        at: Moment(1),
        lift: None,
    }
}

fn revocation(subject: Subject) -> Revocation {
    Revocation { id: 1, subject, reason: "salah".into(), at: Moment(1), lift: None }
}

fn lifted() -> Option<Lift> {
    Some(Lift { reason: "keliru".into(), at: Moment(2) })
}

/// The verdict's word for a record and claims, on a day.
fn says_of(claims: &Claims, record: Record, today: Day) -> &'static str {
    says(claims, Register::Holds(Arc::new(record)), History::default(), today)
}

fn says(claims: &Claims, register: Register, history: History, today: Day) -> &'static str {
    let evidence = Evidence { code: Code::Signed(verified(claims)), key: Some(Arc::new(key())), register, history };
    weigh(&Finding::Known(Box::new(evidence)), today).word()
}

#[test]
fn a_recorded_code_with_nothing_against_it_is_valid() {
    assert_eq!(says_of(&claims(), record(), TODAY), "valid");
}

#[test]
fn what_is_not_signed_by_a_listed_key_is_never_better_than_that() {
    assert_eq!(
        weigh(&Finding::Unreadable(SignedCode::from_digits("1").unwrap_err().into()), TODAY).word(),
        "unreadable"
    );
    assert_eq!(weigh(&Finding::UnknownKey, TODAY).word(), "unknown_key");
    assert_eq!(weigh(&Finding::Forged, TODAY).word(), "forged");
}

#[test]
fn a_good_signature_without_a_record_is_not_recorded() {
    for missing in [Missing::Batch, Missing::Item { of: 3 }, Missing::Product, Missing::KeyPeriod, Missing::Claims] {
        assert_eq!(says(&claims(), Register::Lacks(missing), History::default(), TODAY), "not_recorded");
    }
}

#[test]
fn a_batch_answers_for_its_own_claims_full_or_compact_and_for_no_others() {
    let (record, key, compact) = (record(), key(), claims().to_compact());
    let missing = |claims: &Claims| record::missing(&record, claims, &key);
    assert_eq!((missing(&claims()), missing(&compact)), (None, None));
    for other in [
        Claims { production_code: None, ..claims() },
        Claims { product_name: None, ..claims() },
        Claims { product_name: Some("Kopi Luwak".into()), ..compact.clone() },
        Claims { origin: 1805, ..compact.clone() },
        Claims { best_before: None, ..compact.clone() },
        Claims { certifications: BTreeMap::new(), ..compact.clone() },
        Claims { scope: Scope::Batch { batch: 7 }, ..compact.clone() },
    ] {
        assert_eq!(missing(&other), Some(Missing::Claims), "{other:?}");
    }
    let beyond = Scope::Item { batch: 7, item: NonZeroU64::new(241).unwrap() };
    assert_eq!(missing(&Claims { scope: beyond, ..compact }), Some(Missing::Item { of: 240 }));
}

#[test]
fn a_short_code_has_the_claims_of_its_item_when_there_is_one() {
    let with = |level, items| Record { batch: Batch { level, items, ..record().batch }, ..record() };
    assert_eq!(record::issued(&record(), ITEM), Some(claims()));
    assert_eq!(record::issued(&record(), 240).unwrap().scope.item(), Some(240));
    assert_eq!((record::issued(&record(), 0), record::issued(&record(), 241)), (None, None));
    assert_eq!(record::issued(&with(Level::Batch, 240), 0).unwrap().scope, Scope::Batch { batch: 7 });
    assert_eq!(record::issued(&with(Level::Batch, 240), 1), None);
}

#[test]
fn looked_up_evidence_is_weighed_as_signed_evidence_is() {
    let code = crate::short_code::Secret::new([3; 32].into()).code(7, ITEM, &record().batch.claims).unwrap();
    let looked_up = |record: Record| {
        let register = Register::Holds(Arc::new(record));
        let evidence =
            Evidence { code: Code::LookedUp(code, claims()), key: None, register, history: History::default() };
        let finding = Finding::Known(Box::new(evidence));
        Answer { verdict: weigh(&finding, TODAY), finding, at: Moment::noon(TODAY) }
    };
    let good = looked_up(record());
    let report = Report::of(&good);
    assert!(good.is_looked_up() && report.is_looked_up());
    assert_eq!((report.verdict, report.signature.state), ("valid", "not_checked"));
    assert!(report.plain().starts_with("valid: this short code is on record. It was looked up"), "{}", report.plain());
    let recalled = looked_up(Record { recalls: vec![recall(None)], ..record() });
    assert_eq!(recalled.verdict.word(), "recalled");
    let lapsed = looked_up(Record { certifications: Vec::new(), ..record() });
    assert_eq!(lapsed.verdict.word(), "certificate_lapsed");
    assert_eq!(weigh(&Finding::Unlisted, TODAY).word(), "not_recorded");
    assert_eq!(weigh(&Finding::Unasked, TODAY).word(), "unavailable");
    let offline = examine_offline(&code.to_string(), &KeySet::new([public()]), crate::clock::Clock::Still(Moment(0)));
    assert_eq!((offline.verdict.word(), offline.is_looked_up()), ("unavailable", true));
}

#[test]
fn the_best_before_day_itself_is_still_good() {
    assert_eq!(says_of(&claims(), record(), Day(21_113)), "valid");
    assert_eq!(says_of(&claims(), record(), Day(21_114)), "expired");
}

#[test]
fn a_recall_concerns_its_items_only() {
    let with = |items| Record { recalls: vec![recall(items)], ..record() };
    assert_eq!(says_of(&claims(), with(None), TODAY), "recalled");
    assert_eq!(says_of(&claims(), with(Some(ItemRange { first: 17, last: 17 })), TODAY), "recalled");
    assert_eq!(says_of(&claims(), with(Some(ItemRange { first: 18, last: 240 })), TODAY), "valid");
    let batch_code = Claims { scope: Scope::Batch { batch: 7 }, ..claims() };
    assert_eq!(says_of(&batch_code, with(Some(ItemRange { first: 18, last: 240 })), TODAY), "recalled");
}

#[test]
fn every_subject_of_a_revocation_takes_the_code_back() {
    let range = ItemRange { first: 1, last: 20 };
    for subject in [
        Subject::Batch(BatchId(7)),
        Subject::Items(BatchId(7), range),
        Subject::Product(ProductId(2)),
        Subject::Key(key().thumbprint().to_string()),
    ] {
        let record = Record { revocations: vec![revocation(subject)], ..record() };
        assert_eq!(says_of(&claims(), record, TODAY), "revoked");
    }
    let others = Subject::Items(BatchId(7), ItemRange { first: 18, last: 20 });
    assert_eq!(says_of(&claims(), Record { revocations: vec![revocation(others)], ..record() }, TODAY), "valid");
}

#[test]
fn a_lifted_entry_counts_no_more() {
    let record = Record {
        recalls: vec![Recall { lift: lifted(), ..recall(None) }],
        revocations: vec![Revocation { lift: lifted(), ..revocation(Subject::Batch(BatchId(7))) }],
        ..record()
    };
    assert_eq!(says_of(&claims(), record, TODAY), "valid");
}

#[test]
fn a_stated_certification_must_hold_today() {
    let with = |entry: Certification| Record { certifications: vec![entry], ..record() };
    assert_eq!(says_of(&claims(), with(Certification { valid_until: Some(TODAY), ..halal() }), TODAY), "valid");
    let yesterday = Some(Day(TODAY.0 - 1));
    let lapsed = with(Certification { valid_until: yesterday, ..halal() });
    assert_eq!(says_of(&claims(), lapsed, TODAY), "certificate_lapsed");
    let ended = with(Certification { ended: Some(TODAY), ..halal() });
    assert_eq!(says_of(&claims(), ended, TODAY), "certificate_lapsed");
    let replaced = with(Certification { number: "ID18119999000019999".into(), ..halal() });
    assert_eq!(says_of(&claims(), replaced, TODAY), "certificate_lapsed");
}

#[test]
fn suspicion_needs_two_independent_signs() {
    let with = |signs| {
        let history = History { known: true, first: Some(Moment(1)), checks: 90, regions: 4, signs };
        says(&claims(), Register::Holds(Arc::new(record())), history, TODAY)
    };
    assert_eq!((with(0), with(1), with(2)), ("valid", "valid", "suspect"));
}

#[test]
fn without_the_register_a_good_signature_is_unavailable_never_valid() {
    assert_eq!(says(&claims(), Register::Away, History::default(), TODAY), "unavailable");
    assert_eq!(says(&claims(), Register::Away, History::default(), Day(30_000)), "expired");
}

proptest! {
    /// The order of spec section 5: whatever else applies, the first in the list wins.
    #[test]
    fn the_first_that_applies_wins(revoked: bool, recalled: bool, expired: bool, lapsed: bool, suspect: bool) {
        let mut record = record();
        if revoked { record.revocations.push(revocation(Subject::Batch(BatchId(7)))); }
        if recalled { record.recalls.push(recall(None)); }
        if lapsed { record.certifications.clear(); }
        let today = if expired { Day(21_200) } else { TODAY };
        let history = History { signs: if suspect { 2 } else { 0 }, ..History::default() };
        let expected = [(revoked, "revoked"), (recalled, "recalled"), (expired, "expired"),
            (lapsed, "certificate_lapsed"), (suspect, "suspect"), (true, "valid")]
            .into_iter().find(|(applies, _)| *applies).unwrap().1;
        prop_assert_eq!(says(&claims(), Register::Holds(Arc::new(record)), history, today), expected);
    }

    /// Any text at all gets a verdict, and only a signed one gets better than `forged`.
    #[test]
    fn any_text_gets_a_verdict(text in ".{0,400}") {
        let answer = examine_offline(&text, &KeySet::new([public()]), crate::clock::Clock::Still(Moment(0)));
        prop_assert_eq!(answer.verdict.word(), "unreadable");
    }
}

fn report(record: Record) -> Report {
    let evidence = Evidence {
        code: Code::Signed(verified(&claims())),
        key: Some(Arc::new(key())),
        register: Register::Holds(Arc::new(record)),
        history: History::default(),
    };
    let finding = Finding::Known(Box::new(evidence));
    let verdict = weigh(&finding, TODAY);
    Report::of(&Answer { finding, verdict, at: Moment::noon(TODAY) })
}

#[test]
fn the_terminal_prints_certificates_as_printed_and_recalls_whole() {
    let seen = Basis { kind: BasisKind::DocumentSeen, day: Some(Day(20_700)), by: None };
    let halal = Certification { basis: seen, ..halal() };
    let permit = Certification { kind: kind::PIRT, number: "P-IRT 5101804019901-28".into(), ..halal.clone() };
    let permit = Certification { valid_until: Some(Day(20_000)), ..permit };
    let recall = recall(Some(ItemRange { first: 10, last: 20 }));
    let certifications = vec![halal, permit];
    let text = report(Record { certifications, recalls: vec![recall], ..record() }).plain();
    for told in [
        "ID18119999000010623, in force; document seen on 2026-09-04",
        "P-IRT 5101804019901-28, NOT in force (until 2024-10-04); document seen on 2026-09-04; not in the code",
        "items          10 to 20",
        "kembalikan",
        "0721",
    ] {
        assert!(text.contains(told), "{told}\n{text}");
    }
    let text = report(Record { certifications: Vec::new(), ..record() }).plain();
    assert!(text.contains("ID18119999000010623, no longer on record"), "{text}");
}

#[test]
fn the_facts_have_the_standing_and_the_whole_record() {
    let mut record = record();
    record.product.status = ProductStatus::Withdrawn;
    record.product.brand = Some("Khayal".into());
    let decree = Some(Decree { number: "SK/1".into(), day: None, by: None });
    let region = record.producer.region;
    record.sentra =
        Some(Sentra { id: SentraId(1), code: "S".into(), name: "Sentra".into(), region, decree, members: None });
    let report = report(record);
    assert!(report.plain().contains("product status   withdrawn"), "{}", report.plain());
    let facts = serde_json::to_value(report).unwrap();
    assert_eq!((&facts["verdict"], &facts["status"]["product"]), (&"valid".into(), &"withdrawn".into()));
    for (member, value) in [("brand", "Khayal"), ("province", "Lampung"), ("sentra_decree", "SK/1"), ("level", "item")]
    {
        assert_eq!(facts["record"][member], value, "{member}");
    }
}
