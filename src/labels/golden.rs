//! Accepted files: what each press made when somebody last looked at it.

use std::path::Path;

/// Compares with the file of that name in `golden/`. With `TELUSUR_ACCEPT` set, accepts what was made instead.
pub(super) fn accepted(name: &str, made: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/labels/golden").join(name);
    if std::env::var_os("TELUSUR_ACCEPT").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read(&path).unwrap_or_default();
    assert!(kept == made, "{name} is no longer as it was accepted; look at it, then run again with TELUSUR_ACCEPT=1");
}
