//! A device that keeps one passkey, and its browser, as WebAuthn level 3 describes them: Ed25519, no attestation. It lies when it is
//! told to.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) struct Authenticator {
    key: SigningKey,
    /// The passkey's own name.
    pub(crate) id: Vec<u8>,
    /// Where the browser says that the page is from.
    pub(crate) origin: String,
    /// The host that the device believes to answer.
    pub(crate) host: String,
    /// Signatures so far, as the device counts them.
    pub(crate) counter: u32,
    /// Whether it has seen its owner.
    pub(crate) verifies: bool,
    /// Whether the page is framed by another site's.
    pub(crate) framed: bool,
    handle: Option<String>,
}

impl Authenticator {
    pub(crate) fn new(seed: u8, origin: &str) -> Authenticator {
        Authenticator {
            key: SigningKey::from_bytes(&[seed; 32]),
            id: vec![seed; 24],
            origin: origin.to_owned(),
            host: origin.split_once("://").unwrap().1.split(':').next().unwrap().to_owned(),
            counter: 0,
            verifies: true,
            framed: false,
            handle: None,
        }
    }

    /// Makes the passkey that a question asks for.
    pub(crate) fn makes(&mut self, question: &str) -> Value {
        let question: Value = serde_json::from_str(question).unwrap();
        self.handle = Some(question["user"]["id"].as_str().unwrap().to_owned());
        let data = self.data(0x40);
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.written(json!({
            "clientDataJSON": coded(&self.client_data("webauthn.create", &question)),
            "attestationObject": coded(&object),
            "transports": ["internal"],
        }))
    }

    /// Shows the passkey: signs the challenge of a question.
    pub(crate) fn shows(&mut self, question: &str) -> Value {
        let question: Value = serde_json::from_str(question).unwrap();
        self.counter += 1;
        let (data, client_data) = (self.data(0), self.client_data("webauthn.get", &question));
        let signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client_data)].concat());
        self.written(json!({
            "clientDataJSON": coded(&client_data),
            "authenticatorData": coded(&data),
            "signature": coded(&signature.to_bytes()),
            "userHandle": self.handle,
        }))
    }

    fn written(&self, response: Value) -> Value {
        json!({
            "id": coded(&self.id),
            "rawId": coded(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": response,
            "clientExtensionResults": {},
        })
    }

    /// What the browser saw (section 5.8.1).
    fn client_data(&self, kind: &str, question: &Value) -> Vec<u8> {
        let (challenge, origin) = (question["challenge"].as_str().unwrap(), &self.origin);
        let framed = self.framed;
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":{framed}}}"#).into()
    }

    /// What the device saw (section 6.1); with the flag 0x40 also its new passkey.
    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(&self.host).to_vec();
        data.push(flags | 0x01 | if self.verifies { 0x04 } else { 0 });
        data.extend(self.counter.to_be_bytes());
        if flags & 0x40 != 0 {
            data.extend([0; 16]);
            data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
            data.extend(&self.id);
            // A COSE key: {1: OKP, 3: EdDSA, -1: Ed25519, -2: x}
            data.extend(b"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20");
            data.extend(self.key.verifying_key().as_bytes());
        }
        data
    }
}

fn coded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
