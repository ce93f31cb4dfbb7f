//! The answers of a browser.
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::RegistrationVerificationOptions;
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, StaticState};
use webauthn_rp::{
    AuthenticatedCredential, NonDiscoverableAuthentication, NonDiscoverableAuthenticationServerState, Registration,
    RegistrationServerState,
};

use super::asking::broken;
use super::{Handle, Kept, Kind, RelyingParty};
use crate::accounts::sign_in::{failed, waits};
use crate::accounts::{Error, PersonId, Refused, SessionId, store};
use crate::clock::Moment;
use crate::db::Db;

/// The public half of a passkey, as it is stored.
type Key = StaticState<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>;

/// A passkey that a browser has just made for us, and that belongs to nobody yet.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    pub(in crate::accounts) credential: Vec<u8>,
    pub(in crate::accounts) transports: u8,
    pub(in crate::accounts) handle: [u8; 16],
    pub(in crate::accounts) key: Vec<u8>,
    pub(in crate::accounts) state: [u8; 7],
}

/// Looks at the answer to [`ask_for_passkey`](super::ask_for_passkey): a `RegistrationResponseJSON` (WebAuthn level 3, section 5.1).
///
/// # Errors
/// [`Refused::Late`], [`Refused::WrongPasskey`].
pub async fn receive_passkey(
    db: &Db,
    party: &RelyingParty,
    session: SessionId,
    answer: &str,
    at: Moment,
) -> Result<NewPasskey, Refused> {
    let state = take(db, session, Kind::New, at).await?;
    check_new(party, &state, answer)
}

/// Looks at the answer to [`ask_for_proof`](super::ask_for_proof), an `AuthenticationResponseJSON`, of somebody whose password was
/// right. A wrong one counts like a wrong code.
///
/// # Errors
/// [`Refused`] says why not.
pub async fn confirm_passkey(
    db: &Db,
    party: &RelyingParty,
    session: SessionId,
    id: PersonId,
    answer: &str,
    at: Moment,
) -> Result<(), Refused> {
    let Some(person) = store::find_person(&mut &*db, id).await? else { return Err(Refused::Wrong) };
    waits(&person, at)?;
    if person.disabled {
        return Err(Refused::Disabled);
    }
    let state = take(db, session, Kind::Proof, at).await?;
    let known = store::kept_passkeys(&mut &*db, id).await?;
    let (kept, after) = match check_proof(party, &state, &known, answer) {
        Ok(shown) => shown,
        Err(refused @ Refused::WrongPasskey(_)) => {
            failed(db, &person, at).await?;
            return Err(refused);
        }
        Err(other) => return Err(other),
    };
    let (passkey, before) = (kept.id, kept.state);
    let used: Result<bool, Error> = db
        .write(move |tx| {
            Box::pin(async move {
                Ok(store::use_passkey(tx, passkey, &before, &after, at).await?
                    && store::signed_in(tx, id, None).await?)
            })
        })
        .await;
    // Two answers of one device at the same moment: the second one hears no.
    if used? { Ok(()) } else { Err(Refused::Late) }
}

/// The state of a question, which is answered once.
async fn take(db: &Db, session: SessionId, kind: Kind, at: Moment) -> Result<Vec<u8>, Refused> {
    let taken: Result<_, Error> = db.write(move |tx| Box::pin(store::take_ceremony(tx, session, kind, at))).await;
    taken?.ok_or(Refused::Late)
}

fn check_new(party: &RelyingParty, state: &[u8], answer: &str) -> Result<NewPasskey, Refused> {
    let state = RegistrationServerState::<16>::decode(state).map_err(|_| broken())?;
    let answer = Registration::from_json_relaxed(answer.as_bytes()).map_err(wrong)?;
    let options = RegistrationVerificationOptions::<'_, '_, &str, &str> {
        allowed_origins: &[party.origin.as_str()],
        // Browsers add some on their own.
        error_on_unsolicited_extensions: false,
        ..Default::default()
    };
    let (credential, transports, handle, key, state, _) =
        state.verify(&party.id, &answer, &options).map_err(wrong)?.into_parts();
    Ok(NewPasskey {
        credential: AsRef::<[u8]>::as_ref(&credential).to_vec(),
        transports: transports.encode().map_err(wrong)?,
        handle: handle.encode().map_err(wrong)?,
        key: key.encode().map_err(wrong)?,
        state: state.encode().map_err(wrong)?,
    })
}

/// The passkey that was shown, and its state from now on.
fn check_proof<'k>(
    party: &RelyingParty,
    state: &[u8],
    known: &'k [Kept],
    answer: &str,
) -> Result<(&'k Kept, [u8; 7]), Refused> {
    let state = NonDiscoverableAuthenticationServerState::decode(state).map_err(|_| broken())?;
    let answer = NonDiscoverableAuthentication::<16>::from_json_relaxed(answer.as_bytes()).map_err(wrong)?;
    let shown = answer.raw_id();
    let kept = known.iter().find(|kept| kept.credential.as_slice() == AsRef::<[u8]>::as_ref(&shown));
    let kept = kept.ok_or_else(|| Refused::WrongPasskey("not a passkey of this person".to_owned()))?;
    let handle = Handle::decode(kept.handle).map_err(|_| broken())?;
    let key = Key::decode(&kept.key).map_err(|_| broken())?;
    let before = DynamicState::decode(kept.state).map_err(|_| broken())?;
    let mut credential = AuthenticatedCredential::new(shown, &handle, key, before).map_err(|_| broken())?;
    // What is not said here is the strict way: a counter that did not grow is refused.
    let options = AuthenticationVerificationOptions::<'_, '_, &str, &str> {
        allowed_origins: &[party.origin.as_str()],
        error_on_unsolicited_extensions: false,
        ..Default::default()
    };
    state.verify(&party.id, &answer, &mut credential, &options).map_err(wrong)?;
    Ok((kept, credential.dynamic_state().encode().map_err(wrong)?))
}

fn wrong(why: impl std::fmt::Display) -> Refused {
    Refused::WrongPasskey(why.to_string())
}
