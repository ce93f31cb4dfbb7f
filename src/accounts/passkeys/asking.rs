//! The questions to a browser.
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::{AllowedCredentials, NonDiscoverableCredentialRequestOptions};
use webauthn_rp::request::register::{
    CredProtect, Nickname, PublicKeyCredentialCreationOptions, PublicKeyCredentialUserEntity, ResidentKeyRequirement,
    Username,
};
use webauthn_rp::request::{Credentials, PublicKeyCredentialDescriptor, UserVerificationRequirement};
use webauthn_rp::response::{AuthTransports, CredentialId};

use super::{CEREMONY_MS, Handle, Kept, Kind, MOST_PASSKEYS, RelyingParty};
use crate::accounts::{Error, Person, PersonId, SessionId, store};
use crate::clock::Moment;
use crate::db::{self, Db};

/// A question: what the browser gets, and what is kept until it answers.
struct Question {
    json: String,
    state: Vec<u8>,
}

/// Asks a browser to make a passkey for a person who is signed in there. The answer is the browser's
/// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn level 3, section 5.4).
///
/// # Errors
/// [`Error::TooManyPasskeys`]; [`Error::Unknown`] when there is no such person.
pub async fn ask_for_passkey(
    db: &Db,
    party: &RelyingParty,
    session: SessionId,
    id: PersonId,
    at: Moment,
) -> Result<String, Error> {
    let person = store::find_person(&mut &*db, id).await?.ok_or_else(|| Error::Unknown("such person".into()))?;
    let known = store::kept_passkeys(&mut &*db, id).await?;
    if known.len() >= MOST_PASSKEYS as usize {
        return Err(Error::TooManyPasskeys);
    }
    keep(db, session, Kind::New, new(party, &person, &known)?, at).await
}

/// Asks a browser to prove that it has one of a person's passkeys: a `PublicKeyCredentialRequestOptionsJSON` (section 5.5).
///
/// # Errors
/// [`Error::Unknown`] when the person has none.
pub async fn ask_for_proof(
    db: &Db,
    party: &RelyingParty,
    session: SessionId,
    id: PersonId,
    at: Moment,
) -> Result<String, Error> {
    let known = store::kept_passkeys(&mut &*db, id).await?;
    if known.is_empty() {
        return Err(Error::Unknown("such passkey".into()));
    }
    keep(db, session, Kind::Proof, proof(party, &known)?, at).await
}

async fn keep(db: &Db, session: SessionId, kind: Kind, question: Question, at: Moment) -> Result<String, Error> {
    let Question { json, state } = question;
    let ends_at = Moment(at.0 + CEREMONY_MS);
    let kept: Result<(), Error> = db
        .write(move |tx| {
            let state = state.clone();
            Box::pin(async move { store::keep_ceremony(tx, session, kind, &state, ends_at).await })
        })
        .await;
    kept.map(|()| json)
}

fn new(party: &RelyingParty, person: &Person, known: &[Kept]) -> Result<Question, Error> {
    // One name for all passkeys of a person, or a device would keep several of them side by side.
    let handle = match known.first() {
        Some(kept) => Handle::decode(kept.handle).map_err(|_| broken())?,
        None => Handle::new(),
    };
    let user = PublicKeyCredentialUserEntity {
        name: Username::try_from(person.login.as_str()).map_err(|_| broken())?,
        id: &handle,
        // A name that the profile of RFC 8266 does not take is left out.
        display_name: Nickname::try_from(person.name.as_str()).ok(),
    };
    let excluded = known.iter().map(descriptor).collect::<Result<Vec<_>, _>>()?;
    let mut options = PublicKeyCredentialCreationOptions::passkey(&party.id, user, excluded);
    // Preferred: a phone then backs it up with its owner's account, and a small key with little room may still take part.
    options.authenticator_selection.resident_key = ResidentKeyRequirement::Preferred;
    // Every proof needs the owner, so the device need not promise it; asked to promise, many that cannot would refuse.
    options.extensions.cred_protect = CredProtect::None;
    let (server, client) = options.start_ceremony().map_err(|_| broken())?;
    let mut shown = serde_json::to_value(&client).map_err(|_| broken())?;
    shown["rp"]["name"] = party.name.as_str().into();
    Ok(Question { json: shown.to_string(), state: server.encode().map_err(|_| broken())? })
}

fn proof(party: &RelyingParty, known: &[Kept]) -> Result<Question, Error> {
    let mut allowed = AllowedCredentials::with_capacity(known.len());
    for kept in known {
        allowed.push(descriptor(kept)?.into());
    }
    let mut options =
        NonDiscoverableCredentialRequestOptions::second_factor(&party.id, allowed).map_err(|_| broken())?;
    options.options().user_verification = UserVerificationRequirement::Required;
    let (server, client) = options.start_ceremony().map_err(|_| broken())?;
    let json = serde_json::to_string(&client).map_err(|_| broken())?;
    Ok(Question { json, state: server.encode().map_err(|_| broken())? })
}

fn descriptor(kept: &Kept) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>, Error> {
    let id = CredentialId::<Vec<u8>>::decode(kept.credential.clone()).map_err(|_| broken())?;
    let transports = AuthTransports::decode(kept.transports).map_err(|_| broken())?;
    Ok(PublicKeyCredentialDescriptor { id, transports })
}

/// What is stored is always good; so are the options above.
pub(super) fn broken() -> Error {
    Error::Storage(db::Error::Away("a passkey in the database is broken".into()))
}
