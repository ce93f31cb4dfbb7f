//! Keys in the register's database: public halves only.
use telusur_code::PublicKey;

use super::{Card, Error, Key, KeyState};
use crate::clock::{Day, Moment};
use crate::db::{Query, Tx, params, record};
use crate::recalls;

record! {
    struct Row {
        thumbprint: String,
        public: Vec<u8>,
        issuer: String,
        state: String,
        not_before: i64,
        not_after: i64,
    }
}

impl Row {
    fn read(self) -> Result<Key, Error> {
        let broken =
            |what: &str| Error::List(format!("the register's entry for key {} has a broken {what}", self.thumbprint));
        let bytes: [u8; 32] = self.public.as_slice().try_into().map_err(|_| broken("public key"))?;
        let day = |number: i64| u32::try_from(number).map(Day).map_err(|_| broken("period"));
        Ok(Key {
            public: PublicKey::from_bytes(&bytes).map_err(|_| broken("public key"))?,
            issuer: self.issuer.clone(),
            state: KeyState::from_word(&self.state).ok_or_else(|| broken("state"))?,
            not_before: day(self.not_before)?,
            not_after: day(self.not_after)?,
            revoked: None,
        })
    }
}

/// Every key of the register, oldest first, with its standing revocation.
///
/// # Errors
/// [`Error::Storage`] when the database cannot answer.
pub async fn keys(q: &mut impl Query) -> Result<Vec<Key>, Error> {
    let rows: Vec<Row> = q
        .all(
            "select thumbprint, public, issuer, state, not_before, not_after
               from keys
              order by created_at, thumbprint",
            params![],
        )
        .await?;
    let revoked = recalls::standing_key_revocations(q).await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        let thumbprint = row.thumbprint.clone();
        let mut key = row.read()?;
        key.revoked = revoked
            .iter()
            .find(|entry| matches!(&entry.subject, recalls::Subject::Key(key) if *key == thumbprint))
            .cloned();
        keys.push(key);
    }
    Ok(keys)
}

/// Enters a key; entering it again changes nothing.
///
/// # Errors
/// [`Error::Storage`] when the database cannot answer.
pub async fn put_key(tx: &mut Tx, card: &Card, state: KeyState, at: Moment) -> Result<(), Error> {
    tx.run(
        "insert into keys (thumbprint, public, issuer, state, not_before, not_after, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (thumbprint) do nothing",
        params![
            card.public.thumbprint().to_string(),
            card.public.to_bytes().to_vec(),
            card.issuer.as_str(),
            state.word(),
            card.not_before.0,
            card.not_after.0,
            at.0
        ],
    )
    .await?;
    Ok(tx.touch().await?)
}

/// Moves a key to another state.
///
/// # Errors
/// [`Error::Unknown`] when there is no such key.
pub async fn set_state(tx: &mut Tx, thumbprint: &str, state: KeyState) -> Result<(), Error> {
    let changed = tx.run("update keys set state = $2 where thumbprint = $1", params![thumbprint, state.word()]).await?;
    if changed == 0 {
        return Err(Error::Unknown(thumbprint.to_owned()));
    }
    Ok(tx.touch().await?)
}
