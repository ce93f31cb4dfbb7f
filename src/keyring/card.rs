use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use telusur_code::PublicKey;

use super::Error;
use crate::clock::{Day, iso, parse_day};

/// The public facts of a key that never change: what lies beside the private key as `KID.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The public key.
    pub public: PublicKey,
    /// Whose signatures these are.
    pub issuer: String,
    /// First day on which it may sign.
    pub not_before: Day,
    /// Last day on which it may sign.
    pub not_after: Day,
}

/// A JSON Web Key (RFC 7517, RFC 8037) with the members that we add.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Jwk {
    pub kty: String,
    pub crv: String,
    pub x: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl Jwk {
    /// The key it describes.
    pub(super) fn public(&self) -> Result<PublicKey, Error> {
        let bytes: [u8; 32] = URL_SAFE_NO_PAD
            .decode(&self.x)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Error::List("member x is not 32 bytes in base64url".into()))?;
        PublicKey::from_bytes(&bytes).map_err(|error| Error::List(error.to_string()))
    }

    pub(super) fn is_ed25519(&self) -> bool {
        self.kty == "OKP" && self.crv == "Ed25519"
    }
}

impl Card {
    /// The key id: the first four bytes of the thumbprint in hex, as in the codes and in file names.
    pub fn kid(&self) -> String {
        kid(&self.public)
    }

    /// As a JWK in JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.jwk(None)).unwrap_or_default() + "\n"
    }

    pub(super) fn jwk(&self, state: Option<&str>) -> Jwk {
        Jwk {
            kty: "OKP".into(),
            crv: "Ed25519".into(),
            x: URL_SAFE_NO_PAD.encode(self.public.to_bytes()),
            kid: Some(self.kid()),
            usage: Some("sig".into()),
            alg: Some("EdDSA".into()),
            issuer: Some(self.issuer.clone()),
            not_before: Some(iso(self.not_before)),
            not_after: Some(iso(self.not_after)),
            state: state.map(str::to_owned),
        }
    }

    /// Reads a card.
    ///
    /// # Errors
    /// [`Error::List`] names what is wrong with it.
    pub fn parse(json: &str) -> Result<Card, Error> {
        let jwk: Jwk = serde_json::from_str(json).map_err(|error| Error::List(error.to_string()))?;
        let day = |text: &Option<String>, name: &str| {
            let text = text.as_deref().ok_or_else(|| Error::List(format!("member {name} is missing")))?;
            parse_day(text).map_err(|problem| Error::List(problem.to_string()))
        };
        Ok(Card {
            public: jwk.public()?,
            issuer: jwk.issuer.clone().ok_or_else(|| Error::List("member issuer is missing".into()))?,
            not_before: day(&jwk.not_before, "not_before")?,
            not_after: day(&jwk.not_after, "not_after")?,
        })
    }

    /// The card of the published example key.
    ///
    /// # Errors
    /// Never, as a test shows.
    pub fn example() -> Result<Card, Error> {
        Card::parse(super::EXAMPLE[0].1)
    }
}

pub(super) fn kid(public: &PublicKey) -> String {
    public.thumbprint().to_string()[..8].to_owned()
}
