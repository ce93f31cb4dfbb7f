//! Where the secrets of short codes lie: in the register, so that every process on it makes and knows the same codes.
use zeroize::Zeroizing;

use super::{Secret, Secrets};
use crate::clock::Moment;
use crate::db::{Db, Error, Query, params};

/// All secrets, newest first.
///
/// # Errors
/// [`Error::Away`] when storage fails or a row is broken.
pub async fn secrets(q: &mut impl Query) -> Result<Secrets, Error> {
    let sql = "select secret, id from short_code_secrets order by id desc limit $1";
    let rows: Vec<(Vec<u8>, i64)> = q.all(sql, params![Secrets::MOST]).await?;
    rows.into_iter().map(read).collect::<Result<_, _>>().map(Secrets::new)
}

/// The newest secret, which makes new codes. When there is none yet it is made out of `chance`; of several processes that do
/// so at once, the first one is heard, and all get its secret.
///
/// # Errors
/// [`Error::Away`] when storage fails or a row is broken.
pub async fn newest(db: &Db, at: Moment, chance: Zeroizing<[u8; 32]>) -> Result<Secret, Error> {
    if let Some(secret) = last(&mut &*db).await? {
        return Ok(secret);
    }
    let made = Secret::new(chance);
    db.write(move |tx| {
        let made = made.clone();
        Box::pin(async move {
            let sql = "insert into short_code_secrets (id, secret, created_at) values (1, $1, $2)
                       on conflict (id) do nothing";
            tx.run(sql, params![made.bytes(), at.0]).await?;
            tx.touch().await
        })
    })
    .await?;
    last(&mut &*db).await?.ok_or_else(|| Error::Away("the secret of the short codes was not stored".into()))
}

async fn last(q: &mut impl Query) -> Result<Option<Secret>, Error> {
    let sql = "select secret, id from short_code_secrets order by id desc limit 1";
    q.first(sql, params![]).await?.map(read).transpose()
}

fn read((secret, id): (Vec<u8>, i64)) -> Result<Secret, Error> {
    let secret = Zeroizing::new(secret);
    let bytes: Result<[u8; 32], _> = secret.as_slice().try_into();
    let bytes = bytes.map_err(|_| {
        Error::Away(format!("secret {id} of the short codes is not 32 bytes long; restore the register from a backup"))
    })?;
    Ok(Secret::new(Zeroizing::new(bytes)))
}
