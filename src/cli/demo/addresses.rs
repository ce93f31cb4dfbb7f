//! One address for each verdict, found by asking, not by promising.
use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use telusur_code::{Claims, Scope, Sealer, base10};

use super::samples;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::issuance;
use crate::registry::{self, BatchId};
use crate::verification::Verifier;

/// The verdicts in the order of spec section 5, the good one first.
const ORDER: [&str; 11] = [
    "valid",
    "certificate_lapsed",
    "suspect",
    "expired",
    "recalled",
    "revoked",
    "not_recorded",
    "forged",
    "unknown_key",
    "unreadable",
    "unavailable",
];
/// Two verdicts need what a demonstration does not have, scan history and an outage; they are shown on example pages.
const EXAMPLES: [&str; 2] = ["suspect", "unavailable"];

/// Verdict and address, one of each.
pub(super) async fn per_verdict(house: &House) -> Result<Vec<(&'static str, String)>, Failure> {
    let verifier = Verifier::new(house.db.clone(), house.clock).await?;
    let base = &house.config.public_url;
    let mut found: BTreeMap<&'static str, String> = BTreeMap::new();
    for address in candidates(house).await? {
        let verdict = verifier.examine(&address).await.verdict.word();
        found.entry(verdict).or_insert(address);
    }
    for verdict in EXAMPLES {
        found.entry(verdict).or_insert_with(|| format!("{base}/contoh/{verdict}"));
    }
    Ok(ORDER.into_iter().filter_map(|verdict| Some((verdict, found.remove(verdict)?))).collect())
}

async fn candidates(house: &House) -> Result<Vec<String>, Failure> {
    let base = &house.config.public_url;
    let (shown, _) = house.batch(samples::SHOWN_BATCH, Some(samples::SHOWN_PRODUCT)).await?;
    let (key, secret) = (house.unlock(&shown).await?, house.secret().await?);
    let mut addresses = Vec::new();
    let codes = issuance::Codes::new(&shown, &[], &key, &secret)?;
    let good = codes.seal(1)?;
    addresses.push(good.address(base));
    addresses.extend(altered(&shown.claims, good.digits(), good.envelope(), &key, base)?);
    let mut after = None;
    loop {
        let batches = registry::batches_after(&mut &house.db, after, 200).await?;
        let Some(last) = batches.last() else { break };
        after = Some(last.id);
        for batch in batches {
            // Revoked batches too: that is one of the verdicts to show.
            let codes = issuance::Codes::new(&batch, &[], &key, &secret)?;
            addresses.push(codes.seal(1)?.address(base));
        }
    }
    Ok(addresses)
}

/// What a forger, a stranger, a mistaken issuer and a torn label would give.
fn altered(claims: &[u8], digits: &str, envelope: &[u8], key: &SigningKey, base: &str) -> Result<Vec<String>, Failure> {
    let claims = Claims::decode(claims).map_err(Failure::broken)?;
    let elsewhere = BatchId(999_999_999).claim();
    let unrecorded = Claims { scope: Scope::Batch { batch: elsewhere }, ..claims.clone() };
    let stranger = Sealer::new(&SigningKey::from_bytes(&[7; 32]));
    let mut forged = envelope.to_vec();
    if let Some(byte) = forged.last_mut() {
        // A bit of S: the signature stays well-formed and no longer fits.
        *byte ^= 1;
    }
    Ok(vec![
        format!("{base}/{}", base10::encode(&forged)),
        Sealer::new(key).seal(&unrecorded, None).map_err(Failure::broken)?.address(base),
        stranger.seal(&claims, None).map_err(Failure::broken)?.address(base),
        format!("{base}/{}", &digits[..digits.len() / 2]),
    ])
}
