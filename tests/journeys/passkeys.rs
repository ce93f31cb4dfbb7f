//! Passkeys: made, shown, taken away, and every way to lie about one.
use std::sync::Arc;

use serde_json::Value;
use telusur::accounts::{
    self, Attempt, Error, Fingerprint, Hashed, Login, MOST_PASSKEYS, NewPasskey, PasskeyId, PersonId, Refused,
    RelyingParty, Secret, SessionId, Visit,
};
use telusur::clock::Moment;
use telusur::db::{Db, Query};
use telusur::membership::{self, By};

use crate::authenticator::Authenticator;
use crate::databases::for_each_database;
use crate::world::{HOST, day};

const PASSWORD: &str = "kopi pagi di teras";

fn noon() -> Moment {
    Moment::noon(day("2026-11-23"))
}

fn later(minutes: i64) -> Moment {
    Moment(noon().0 + minutes * 60_000)
}

fn party() -> RelyingParty {
    RelyingParty::of(HOST, "Dinas Contoh").unwrap()
}

/// Somebody with a password.
async fn person(db: &Db, login: &'static str) -> PersonId {
    let kept = Hashed::new(PASSWORD, &[login], [1; 16]).unwrap();
    let made: Result<PersonId, Error> = db
        .write(move |tx| {
            let kept = kept.clone();
            Box::pin(async move {
                let id = accounts::create_person(tx, &Login::parse(login)?, login, noon()).await?;
                accounts::set_password(tx, id, &kept).await?;
                Ok(id)
            })
        })
        .await;
    made.unwrap()
}

fn print(seed: u8) -> Fingerprint {
    Secret::of([seed; 32]).fingerprint()
}

/// A browser that begins a session.
async fn begins(db: &Db, person: PersonId, seed: u8, strong: bool) -> SessionId {
    let begun: Result<SessionId, Error> =
        db.write(move |tx| Box::pin(accounts::begin_session(tx, person, print(seed), "Chrome", strong, noon()))).await;
    begun.unwrap()
}

/// A device makes a passkey in a session.
async fn makes(db: &Db, person: PersonId, session: SessionId, device: &mut Authenticator) -> NewPasskey {
    let question = accounts::ask_for_passkey(db, &party(), session, person, noon()).await.unwrap();
    let answer = device.makes(&question).to_string();
    accounts::receive_passkey(db, &party(), session, &answer, later(1)).await.unwrap()
}

async fn adds(db: &Db, person: PersonId, made: NewPasskey, name: &'static str) -> Result<(), membership::Error> {
    db.write(move |tx| {
        let made = made.clone();
        Box::pin(async move { membership::add_passkey(tx, person, &made, name, noon()).await })
    })
    .await
}

/// Somebody with a passkey on a device.
async fn with_passkey(db: &Db, login: &'static str, seed: u8) -> (PersonId, Authenticator) {
    let (id, mut device) = (person(db, login).await, Authenticator::new(seed, HOST));
    let session = begins(db, id, seed, false).await;
    let made = makes(db, id, session, &mut device).await;
    adds(db, id, made, "HP Ibu").await.unwrap();
    (id, device)
}

async fn asks(db: &Db, id: PersonId, session: SessionId, at: Moment) -> String {
    accounts::ask_for_proof(db, &party(), session, id, at).await.unwrap()
}

async fn answers(db: &Db, id: PersonId, session: SessionId, answer: &Value, at: Moment) -> Result<(), Refused> {
    accounts::confirm_passkey(db, &party(), session, id, &answer.to_string(), at).await
}

#[tokio::test]
async fn a_passkey_is_a_second_factor() {
    for_each_database(enters).await;
}

async fn enters(db: Db) {
    let id = person(&db, "siti").await;
    let session = begins(&db, id, 1, false).await;
    let mut device = Authenticator::new(7, HOST);
    let made = makes(&db, id, session, &mut device).await;
    adds(&db, id, made, "HP Ibu").await.unwrap();
    assert!(accounts::sessions_of(&mut &db, id, noon()).await.unwrap().is_empty(), "a new factor ends every session");

    let attempt = Attempt { login: "siti", password: PASSWORD, at: noon() };
    let known = accounts::sign_in(&db, attempt).await.unwrap();
    assert_eq!((known.factors().app, known.factors().passkeys), (false, 1));
    let halfway = begins(&db, id, 2, false).await;
    let Visit::Halfway(session, _) = accounts::visit(&mut &db, print(2), later(1)).await.unwrap() else {
        panic!("the passkey is still to come")
    };
    assert_eq!(session, halfway);

    for minute in [1, 2] {
        let question = asks(&db, id, halfway, later(minute)).await;
        let shown = device.shows(&question);
        answers(&db, id, halfway, &shown, later(minute)).await.unwrap();
    }
    let listed = accounts::passkeys_of(&mut &db, id).await.unwrap();
    assert_eq!((listed[0].name.as_str(), listed[0].added_at, listed[0].used_at), ("HP Ibu", noon(), Some(later(2))));
    begins(&db, id, 3, true).await;
    assert!(matches!(accounts::visit(&mut &db, print(3), later(3)).await.unwrap(), Visit::In(_)));

    // Another one is added only where this one was shown just now, and not for long.
    let opens = async |at: Moment| match accounts::visit(&mut &db, print(3), at).await.unwrap() {
        Visit::In(actor) => (actor.session.id, actor.may_add_factor(at)),
        other => panic!("{other:?}"),
    };
    let (within, open) = opens(later(3)).await;
    assert!(!open, "signing in does not count");
    let proved: Result<(), Error> = db.write(move |tx| Box::pin(accounts::prove_session(tx, within, later(3)))).await;
    proved.unwrap();
    assert!(opens(later(12)).await.1 && !opens(later(13)).await.1);

    let entries = telusur::audit::search(&mut &db, &telusur::audit::Wanted::default(), None, 9).await.unwrap().entries;
    let said: Vec<_> = entries.iter().map(|one| (one.entry.act.word(), one.entry.words.as_deref())).collect();
    assert_eq!(said, [("passkey_added", Some("HP Ibu"))]);
}

/// How a device or a browser may lie, and what the refusal says of it.
type Lie = (&'static str, fn(&mut Authenticator), &'static str);

const LIES: [Lie; 7] = [
    ("another site's page", |device| device.origin = "https://cek.contoh.example.jahat.example".into(), "origin"),
    ("our host at another port", |device| device.origin += ":8443", "origin"),
    ("our host without HTTPS", |device| device.origin = HOST.replace("https", "http"), "origin"),
    ("for another host", |device| device.host = "jahat.example".into(), "RP ID"),
    ("no owner seen", |device| device.verifies = false, "verif"),
    ("a counter that goes back", |device| device.counter = 1, "counter"),
    ("in another site's frame", |device| device.framed = true, "ross"),
];

#[tokio::test]
async fn a_lie_is_refused_and_counted() {
    for_each_database(refuses_lies).await;
}

async fn refuses_lies(db: Db) {
    let (id, mut device) = with_passkey(&db, "siti", 7).await;
    device.counter = 10;
    let session = begins(&db, id, 1, false).await;
    let question = asks(&db, id, session, noon()).await;
    let shown = device.shows(&question);
    answers(&db, id, session, &shown, noon()).await.unwrap();

    let mut tries: i64 = 0;
    let mut hears = async |shown: Value, why: &str, at: Moment| {
        let said = match answers(&db, id, session, &shown, at).await {
            Err(Refused::WrongPasskey(said)) => said,
            other => panic!("{why}: {other:?}"),
        };
        assert!(said.contains(why), "{why}: {said}");
        let failures = accounts::find_person(&mut &db, id).await.unwrap().unwrap().failures;
        tries += 1;
        assert_eq!(i64::from(failures), tries, "{why}");
    };
    // The wait grows up to an hour.
    let mut at = noon();
    let mut next = || {
        at = Moment(at.0 + 61 * 60_000);
        at
    };
    for (_, lie, why) in LIES {
        let mut liar = Authenticator::new(7, HOST);
        liar.counter = device.counter + 5;
        lie(&mut liar);
        let at = next();
        let question = asks(&db, id, session, at).await;
        hears(liar.shows(&question), why, at).await;
    }
    // An answer to an older question.
    let at = next();
    let older = asks(&db, id, session, at).await;
    asks(&db, id, session, at).await;
    hears(device.shows(&older), "challenge", at).await;
    // Another device under the name of this one; one of somebody else; and a signature over something else.
    let at = next();
    let mut other = Authenticator::new(8, HOST);
    other.id = device.id.clone();
    other.counter = device.counter + 5;
    hears(other.shows(&asks(&db, id, session, at).await), "signature", at).await;
    let (_, mut foreign) = with_passkey(&db, "tono", 9).await;
    let at = next();
    hears(foreign.shows(&asks(&db, id, session, at).await), "not a passkey of this person", at).await;
    let at = next();
    let mut altered = device.shows(&asks(&db, id, session, at).await);
    let data = altered["response"]["authenticatorData"].as_str().unwrap().to_owned();
    let last = if data.ends_with('w') { 'Q' } else { 'w' };
    altered["response"]["authenticatorData"] = format!("{}{last}", &data[..data.len() - 1]).into();
    hears(altered, "signature", at).await;
    // What is no answer at all; a new passkey where one was to be shown.
    for odd in [Value::Null, serde_json::json!({"id": "AA"}), serde_json::json!([])] {
        let at = next();
        asks(&db, id, session, at).await;
        hears(odd, "", at).await;
    }
    let at = next();
    let question = asks(&db, id, session, at).await;
    let made =
        Authenticator::new(7, HOST).makes(&question.replace("\"challenge\"", "\"user\":{\"id\":\"AA\"},\"challenge\""));
    hears(made, "", at).await;

    // One more, and the right one waits, too.
    let until = accounts::find_person(&mut &db, id).await.unwrap().unwrap().locked_until;
    let before = Moment(until.0 - 1);
    let shown = device.shows(&asks(&db, id, session, before).await);
    assert!(matches!(answers(&db, id, session, &shown, before).await, Err(Refused::Wait(end)) if end == until));
    answers(&db, id, session, &shown, until).await.unwrap();
    assert_eq!(accounts::find_person(&mut &db, id).await.unwrap().unwrap().failures, 0);
}

#[tokio::test]
async fn a_question_is_answered_once_in_time_and_by_the_browser_that_was_asked() {
    for_each_database(answers_once).await;
}

async fn answers_once(db: Db) {
    let (id, mut device) = with_passkey(&db, "siti", 7).await;
    let (session, other) = (begins(&db, id, 1, false).await, begins(&db, id, 2, false).await);

    let shown = device.shows(&asks(&db, id, session, noon()).await);
    assert!(matches!(answers(&db, id, other, &shown, noon()).await, Err(Refused::Late)), "another browser");
    answers(&db, id, session, &shown, noon()).await.unwrap();
    assert!(matches!(answers(&db, id, session, &shown, noon()).await, Err(Refused::Late)), "twice");
    asks(&db, id, session, noon()).await;
    let again = answers(&db, id, session, &shown, noon()).await;
    assert!(matches!(again, Err(Refused::WrongPasskey(_))), "the answer to another question: {again:?}");

    let shown = device.shows(&asks(&db, id, session, noon()).await);
    assert!(matches!(answers(&db, id, session, &shown, later(5)).await, Err(Refused::Late)), "too late");
    assert!(matches!(answers(&db, id, session, &shown, noon()).await, Err(Refused::Late)), "and then gone");
    let shown = device.shows(&asks(&db, id, session, noon()).await);
    answers(&db, id, session, &shown, Moment(later(5).0 - 1)).await.unwrap();

    // A question for a new passkey is none for a proof, and the other way round.
    accounts::ask_for_passkey(&db, &party(), session, id, noon()).await.unwrap();
    let shown = device.shows(&asks(&db, id, other, noon()).await);
    assert!(matches!(answers(&db, id, session, &shown, noon()).await, Err(Refused::Late)));
    let received = accounts::receive_passkey(&db, &party(), other, &shown.to_string(), noon()).await;
    assert!(matches!(received, Err(Refused::Late)));

    // Two at the same moment.
    let shown = Arc::new(device.shows(&asks(&db, id, session, noon()).await));
    let attempt = |db: Db, shown: Arc<Value>| async move { answers(&db, id, session, &shown, noon()).await };
    let (a, b) = tokio::join!(attempt(db.clone(), shown.clone()), attempt(db.clone(), shown));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "one of two at once: {a:?}, {b:?}");

    // A question goes with its session.
    asks(&db, id, session, noon()).await;
    let ended: Result<u64, Error> = db.write(move |tx| Box::pin(accounts::end_sessions(tx, id))).await;
    ended.unwrap();
    let left: Option<(i64,)> = (&db).first("select count(*) from ceremonies", Vec::new()).await.unwrap();
    assert_eq!(left, Some((0,)));
}

#[tokio::test]
async fn a_new_passkey_is_looked_at_as_strictly() {
    for_each_database(refuses_new_ones).await;
}

async fn refuses_new_ones(db: Db) {
    let id = person(&db, "siti").await;
    let session = begins(&db, id, 1, false).await;
    for (what, lie, why) in LIES.iter().filter(|(_, _, why)| *why != "counter") {
        let mut liar = Authenticator::new(7, HOST);
        lie(&mut liar);
        let question = accounts::ask_for_passkey(&db, &party(), session, id, noon()).await.unwrap();
        let made = liar.makes(&question).to_string();
        match accounts::receive_passkey(&db, &party(), session, &made, noon()).await {
            Err(Refused::WrongPasskey(said)) => assert!(said.contains(why), "{what}: {said}"),
            other => panic!("{what}: {other:?}"),
        }
        let again = accounts::receive_passkey(&db, &party(), session, &made, noon()).await;
        assert!(matches!(again, Err(Refused::Late)), "{what}: asked once, answered once");
    }
    let question = accounts::ask_for_passkey(&db, &party(), session, id, noon()).await.unwrap();
    let made = Authenticator::new(7, HOST).makes(&question).to_string();
    let late = accounts::receive_passkey(&db, &party(), session, &made, later(5)).await;
    assert!(matches!(late, Err(Refused::Late)));
    assert_eq!(accounts::find_person(&mut &db, id).await.unwrap().unwrap().failures, 0, "nothing to guess here");
}

#[tokio::test]
async fn passkeys_are_listed_bounded_and_taken_away() {
    for_each_database(takes_away).await;
}

async fn takes_away(db: Db) {
    let (id, mut first) = with_passkey(&db, "siti", 1).await;
    // A device is told which ones there are, and that they belong together.
    let session = begins(&db, id, 100, true).await;
    let question = accounts::ask_for_passkey(&db, &party(), session, id, noon()).await.unwrap();
    let asked: Value = serde_json::from_str(&question).unwrap();
    assert_eq!(asked["excludeCredentials"].as_array().unwrap().len(), 1);
    assert_eq!(
        (asked["rp"]["id"].as_str(), asked["rp"]["name"].as_str()),
        (Some("cek.contoh.example"), Some("Dinas Contoh"))
    );
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(asked["user"]["name"], "siti");
    let made = first.makes(&question).to_string();
    let made = accounts::receive_passkey(&db, &party(), session, &made, noon()).await.unwrap();
    let known = adds(&db, id, made, "yang sama").await;
    assert!(matches!(known, Err(membership::Error::Account(Error::KnownPasskey))));

    let tono = person(&db, "tono").await;
    for seed in 2..=u8::try_from(MOST_PASSKEYS).unwrap() {
        let session = begins(&db, id, 100 + seed, true).await;
        let made = makes(&db, id, session, &mut Authenticator::new(seed, HOST)).await;
        adds(&db, id, made, "lagi").await.unwrap();
    }
    let session = begins(&db, id, 200, true).await;
    let asked = accounts::ask_for_passkey(&db, &party(), session, id, noon()).await;
    assert!(matches!(asked, Err(Error::TooManyPasskeys)));
    let listed = accounts::passkeys_of(&mut &db, id).await.unwrap();
    assert_eq!(listed.len(), MOST_PASSKEYS as usize);

    let removes = async |person: PersonId, passkey: PasskeyId| {
        let removed: Result<(), membership::Error> =
            db.write(move |tx| Box::pin(membership::remove_passkey(tx, person, passkey, noon()))).await;
        removed
    };
    let foreign = removes(tono, listed[0].id).await;
    assert!(matches!(foreign, Err(membership::Error::Account(Error::Unknown(_)))), "another's");
    removes(id, listed[0].id).await.unwrap();
    assert!(accounts::sessions_of(&mut &db, id, noon()).await.unwrap().is_empty());
    let session = begins(&db, id, 201, true).await;
    let shown = first.shows(&asks(&db, id, session, noon()).await);
    assert!(matches!(answers(&db, id, session, &shown, noon()).await, Err(Refused::WrongPasskey(_))), "taken away");

    let kept = Hashed::new("pisang goreng hangat", &[], [3; 16]).unwrap();
    for (also, left) in [(false, MOST_PASSKEYS - 1), (true, 0)] {
        let kept = kept.clone();
        let reset: Result<(), membership::Error> = db
            .write(move |tx| {
                let kept = kept.clone();
                Box::pin(async move { membership::reset(tx, By::MACHINE, id, &kept, also, noon()).await })
            })
            .await;
        reset.unwrap();
        assert_eq!(accounts::find_person(&mut &db, id).await.unwrap().unwrap().passkeys, left);
    }
    let asked = accounts::ask_for_proof(&db, &party(), begins(&db, id, 202, false).await, id, noon()).await;
    assert!(matches!(asked, Err(Error::Unknown(_))), "there is none to be shown");
}
