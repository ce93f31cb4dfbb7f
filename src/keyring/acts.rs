//! Taking a key out of use: whoever asks for it, in one transaction with the key that takes over.
use super::{Error, Key, KeyState, heir, keys, pick, set_state};
use crate::clock::Moment;
use crate::db::Tx;
use crate::recalls::{self, Subject};

/// Lets a key sign nothing new; its codes still verify. Returns the next key, which signs from now on, if one waits.
///
/// # Errors
/// [`Error::Unknown`] or [`Error::Ambiguous`] for the beginning of a thumbprint, [`Error::Retired`], [`Error::Revoked`].
pub async fn retire(tx: &mut Tx, key: &str, at: Moment) -> Result<Option<Key>, Error> {
    let keys = keys(tx).await?;
    let leaving = pick(&keys, key)?;
    if leaving.revoked.is_some() {
        return Err(Error::Revoked(leaving.card().kid()));
    }
    if leaving.state == KeyState::Retired {
        return Err(Error::Retired(leaving.card().kid()));
    }
    let heir = hand_over(tx, &keys, leaving, at).await?;
    set_state(tx, &leaving.thumbprint().to_string(), KeyState::Retired).await?;
    Ok(heir)
}

/// Takes back every code that a key has signed. Returns the number of the revocation, and the next key, which signs from now on,
/// if one waits and this one signed. `reason` is a checked one.
///
/// # Errors
/// [`Error::Unknown`] or [`Error::Ambiguous`] for the beginning of a thumbprint.
pub async fn revoke(tx: &mut Tx, key: &str, reason: &str, at: Moment) -> Result<(i64, Option<Key>), Error> {
    let keys = keys(tx).await?;
    let leaving = pick(&keys, key)?;
    let heir = hand_over(tx, &keys, leaving, at).await?;
    let subject = Subject::Key(leaving.thumbprint().to_string());
    let number = recalls::revoke(tx, &subject, reason, at).await?;
    Ok((number, heir))
}

async fn hand_over(tx: &mut Tx, keys: &[Key], leaving: &Key, at: Moment) -> Result<Option<Key>, Error> {
    let Some(heir) = heir(keys, leaving, at.day()) else { return Ok(None) };
    set_state(tx, &heir.thumbprint().to_string(), KeyState::Active).await?;
    Ok(Some(heir.clone()))
}
