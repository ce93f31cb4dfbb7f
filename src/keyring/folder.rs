use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use pkcs8::LineEnding;
use telusur_code::{PublicKey, Thumbprint};
use zeroize::Zeroizing;

use super::card::kid;
use super::{Card, EXAMPLE, Error};

/// The passphrase of an encrypted key file; wiped from memory when dropped.
pub type Passphrase = Zeroizing<String>;

/// How an encrypted file begins (RFC 7468, section 11).
const ENCRYPTED: &str = "BEGIN ENCRYPTED PRIVATE KEY";
/// Bits of permission that nobody but the owner may have.
const OTHERS: u32 = 0o077;

/// A folder of keys: `KID.pem` (private, mode 0600) and `KID.json` (its card) for each.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// Makes a key from 32 bytes of chance.
pub fn generate(chance: &Zeroizing<[u8; 32]>) -> SigningKey {
    SigningKey::from_bytes(chance)
}

impl Folder {
    /// The folder at a path; it need not exist yet.
    pub fn new(path: impl Into<PathBuf>) -> Folder {
        Folder { path: path.into() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn private_path(&self, key: &PublicKey) -> PathBuf {
        self.path.join(format!("{}.pem", kid(key)))
    }

    fn make(&self) -> Result<(), Error> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.path)
            .map_err(|source| self.file(&self.path, source))
    }

    fn file(&self, path: &Path, source: std::io::Error) -> Error {
        Error::File { path: path.to_owned(), source }
    }

    /// Writes a new key and its card. Nothing is ever overwritten.
    ///
    /// # Errors
    /// [`Error::File`] when a file cannot be written or exists already.
    pub fn put(&self, key: &SigningKey, card: &Card, passphrase: Option<&Passphrase>) -> Result<(), Error> {
        let encoding = |error: pkcs8::Error| Error::Encoding(error.to_string());
        // Without the public half: some programs read only the first version of the format (RFC 5208).
        let bare = KeypairBytes { secret_key: key.to_bytes(), public_key: None };
        let pem = match passphrase {
            None => bare.to_pkcs8_pem(LineEnding::LF).map_err(encoding)?,
            Some(passphrase) => bare.to_pkcs8_encrypted_pem(passphrase.as_bytes(), LineEnding::LF).map_err(encoding)?,
        };
        self.write_new(&format!("{}.pem", card.kid()), &pem)?;
        self.write_new(&format!("{}.json", card.kid()), &card.to_json())
    }

    fn write_new(&self, name: &str, text: &str) -> Result<(), Error> {
        self.make()?;
        let path = self.path.join(name);
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(|source| self.file(&path, source))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|source| self.file(&path, source))
    }

    /// Copies the published example key into this folder, if it is not there yet.
    ///
    /// # Errors
    /// [`Error::File`] when a file cannot be written.
    pub fn put_example(&self) -> Result<Card, Error> {
        for (name, text) in EXAMPLE {
            if !self.path.join(name).exists() {
                self.write_new(name, text)?;
            }
        }
        Card::example()
    }

    /// Whether the private half of a key is encrypted, so that somebody must be asked for its passphrase.
    ///
    /// # Errors
    /// When the file is missing or can be read by others.
    pub fn is_encrypted(&self, public: &PublicKey) -> Result<bool, Error> {
        Ok(self.read_private(&self.private_path(public))?.contains(ENCRYPTED))
    }

    /// The private half of a key.
    ///
    /// # Errors
    /// When the file is missing, can be read by others, is encrypted and cannot be opened, or holds another key.
    pub fn unlock(&self, public: &PublicKey, passphrase: Option<&Passphrase>) -> Result<SigningKey, Error> {
        let path = self.private_path(public);
        let pem = self.read_private(&path)?;
        let key = if pem.contains(ENCRYPTED) {
            let passphrase = passphrase.ok_or_else(|| Error::Locked(path.clone()))?;
            SigningKey::from_pkcs8_encrypted_pem(&pem, passphrase.as_bytes())
                .map_err(|_| Error::WrongPassphrase(path.clone()))?
        } else {
            SigningKey::from_pkcs8_pem(&pem).map_err(|_| Error::NoKey(path.clone()))?
        };
        if Thumbprint::of(&key.verifying_key().to_bytes()) != *public.thumbprint() {
            return Err(Error::Mismatch(path));
        }
        Ok(key)
    }

    fn read_private(&self, path: &Path) -> Result<Zeroizing<String>, Error> {
        let facts = fs::metadata(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => Error::NoFile(path.to_owned()),
            _ => self.file(path, source),
        })?;
        let mode = facts.permissions().mode() & 0o7777;
        if mode & OTHERS != 0 {
            return Err(Error::Readable { path: path.to_owned(), mode });
        }
        if facts.len() > 16 * 1024 {
            return Err(Error::NoKey(path.to_owned()));
        }
        fs::read_to_string(path).map(Zeroizing::new).map_err(|source| self.file(path, source))
    }

    /// The cards that lie in the folder, in order of file name.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::List`] when one cannot be read.
    pub fn cards(&self) -> Result<Vec<Card>, Error> {
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(self.file(&self.path, source)),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
        paths.sort();
        let read = |path: &PathBuf| {
            let json = fs::read_to_string(path).map_err(|source| self.file(path, source))?;
            Card::parse(&json).map_err(|error| Error::List(format!("{}: {error}", path.display())))
        };
        paths.iter().map(read).collect()
    }
}
