use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// Writes a file that appears under its name only when it is whole: beside it first, then renamed. What is there already
/// is replaced if it is a file; anything else is left alone. Told to stop, the command leaves nothing behind.
pub(super) fn write_whole<T>(
    path: &Path,
    write: impl FnOnce(std::fs::File) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let path = target(path)?;
    let failure = |error: std::io::Error| Failure::broken(format!("{}: {error}", path.display()));
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    let file = std::fs::File::create(&beside).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::refused(format!("{}: there is no such folder; make it first", path.display())),
        _ => failure(error),
    })?;
    let watch = tokio::spawn(sweep_when_stopped(beside.clone()));
    // Writing does not yield: on a machine with one core the watch would never be heard.
    let done = tokio::task::block_in_place(|| write(file)).and_then(|done| {
        std::fs::rename(&beside, &path).map_err(failure)?;
        Ok(done)
    });
    watch.abort();
    if done.is_err() {
        // Best effort: the failure itself is what the caller must hear.
        let _ = std::fs::remove_file(&beside);
    }
    done
}

/// Where a link leads, and refuses what is no file.
fn target(path: &Path) -> Result<PathBuf, Failure> {
    if path.as_os_str() == "-" {
        return Err(Failure::refused("name a file for --out; this command does not write to standard output"));
    }
    match std::fs::metadata(path) {
        Ok(facts) if facts.is_file() => std::fs::canonicalize(path).map_err(Failure::broken),
        Ok(_) => Err(Failure::refused(format!("{} is no file that could be replaced", path.display()))),
        Err(_) => Ok(path.to_owned()),
    }
}

async fn sweep_when_stopped(beside: PathBuf) {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else { return };
    let status = tokio::select! { _ = interrupt.recv() => 130, _ = terminate.recv() => 143, _ = hangup.recv() => 129 };
    // A part that cannot be removed is still not under the final name.
    let _ = std::fs::remove_file(beside);
    std::process::exit(status);
}
