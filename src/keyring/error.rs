use std::path::PathBuf;

/// Why a key cannot be had. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The private half is not in the key folder.
    #[error("the private key {} is not there; copy it from the machine where it was made", .0.display())]
    NoFile(PathBuf),
    /// Others may read the file.
    #[error("{} can be read by others (mode {:o}); run: chmod 600 {}", .path.display(), .mode, .path.display())]
    Readable {
        /// Which file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The file is encrypted and no passphrase was given.
    #[error("{} is encrypted; give its passphrase (TELUSUR_PASSPHRASE, --passphrase-file, or at the prompt)", .0.display())]
    Locked(PathBuf),
    /// The passphrase does not open the file.
    #[error("the passphrase does not open {}", .0.display())]
    WrongPassphrase(PathBuf),
    /// The file is no Ed25519 key in PKCS#8 PEM.
    #[error("{} holds no Ed25519 key in PKCS#8 PEM", .0.display())]
    NoKey(PathBuf),
    /// The file holds another key than its name says.
    #[error("{} holds another key than its name says", .0.display())]
    Mismatch(PathBuf),
    /// A key list (JWKS) cannot be read.
    #[error("the key list cannot be read: {0}")]
    List(String),
    /// Nobody may sign today.
    #[error(
        "no key may sign today; make one with 'telusur keys new', or bring in the next one with 'telusur keys retire'"
    )]
    NoneActive,
    /// No key begins so.
    #[error("no key begins with '{0}'; 'telusur keys list' shows them")]
    Unknown(String),
    /// More than one key begins so.
    #[error("more than one key begins with '{0}'; write more of it")]
    Ambiguous(String),
    /// The key is retired.
    #[error("key {0} is retired already")]
    Retired(String),
    /// The key is revoked.
    #[error("key {0} is revoked, which says more than retired; make another with 'telusur keys new'")]
    Revoked(String),
    /// The revocation could not be entered.
    #[error(transparent)]
    Revocation(#[from] crate::recalls::Error),
    /// The example key, outside a demonstration.
    #[error("this is the published example key: anyone can sign with it. Make your own with 'telusur keys new'")]
    Example,
    /// The machine refused.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Encoding failed, which only a broken machine can cause.
    #[error("the key could not be encoded: {0}")]
    Encoding(String),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
