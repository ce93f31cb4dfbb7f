use std::collections::HashMap;

use ed25519_dalek::SigningKey;
use telusur_code::PublicKey;

use super::{Codes, Refusal};
use crate::db::Query;
use crate::recalls;
use crate::registry::Batch;
use crate::short_code::Secret;

/// Keys that were unlocked, and the secret of short codes: with them a running service makes labels. Only one that was told to
/// holds any.
pub struct Signer {
    /// By hex thumbprint.
    keys: HashMap<String, SigningKey>,
    secret: Secret,
}

impl Signer {
    /// A signer with these keys.
    pub fn new(keys: impl IntoIterator<Item = SigningKey>, secret: Secret) -> Signer {
        let named = |key: SigningKey| {
            let public = PublicKey::from_bytes(&key.verifying_key().to_bytes()).ok()?;
            Some((public.thumbprint().to_string(), key))
        };
        Signer { keys: keys.into_iter().filter_map(named).collect(), secret }
    }

    /// The codes of a batch, ready to be sealed.
    ///
    /// # Errors
    /// [`Refusal::KeyElsewhere`], and as [`Codes::new`].
    pub async fn codes(&self, q: &mut impl Query, batch: &Batch) -> Result<Codes, Refusal> {
        let key = self.keys.get(&batch.key).ok_or_else(|| Refusal::KeyElsewhere(batch.code.clone()))?;
        let revocations = recalls::revocations_of(q, batch.id, batch.product, &batch.key).await?;
        Codes::new(batch, &revocations, key, &self.secret)
    }
}
