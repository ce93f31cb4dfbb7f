//! Where files are read and written anew: away from the threads that answer, each waiting its turn.
use std::sync::LazyLock;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{Document, Pdf, Picture, Refused};

/// One file at a time for each processor.
static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));
/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads a picture and writes it anew, as [`Picture::of`], when it is its turn.
///
/// # Errors
/// [`Refused`]; [`Refused::Busy`] when its turn did not come.
pub async fn picture(bytes: Vec<u8>) -> Result<Picture, Refused> {
    in_turn(move || Picture::of(&bytes)).await
}

/// Reads a document, a picture or a PDF file, and writes it anew, when it is its turn.
///
/// # Errors
/// As [`picture()`].
pub async fn document(bytes: Vec<u8>) -> Result<Document, Refused> {
    let read = move || {
        if Pdf::is_meant(&bytes) {
            return Pdf::of(&bytes).map(Document::Pdf);
        }
        match Picture::of(&bytes) {
            Err(Refused::NotAPicture) => Err(Refused::NotADocument),
            picture => picture.map(Document::Picture),
        }
    };
    in_turn(read).await
}

async fn in_turn<T: Send + 'static>(read: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    let Ok(Ok(turn)) = timeout(PATIENCE, TURNS.acquire()).await else { return Err(Refused::Busy) };
    let done = tokio::task::spawn_blocking(move || {
        // Kept until the file is read, even if nobody waits for it any more.
        let _turn = turn;
        read()
    });
    // A reader that gives up on a file, however loudly, says that the file is damaged.
    done.await.unwrap_or(Err(Refused::Damaged))
}
