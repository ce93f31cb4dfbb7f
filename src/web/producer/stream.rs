//! Labels on their way to a phone: made while they are sent.
//!
//! A press works on a thread of its own and waits, asleep, whenever the phone has not taken what was made; between them lie a few
//! pieces and never the whole file. Few presses work at once, and a phone that takes nothing for a while is let go.
use std::io::{self, BufWriter, Seek, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::belongings;
use crate::printing::{Format, Plan};
use crate::registry::ProducerId;
use crate::web::error::Error;
use crate::web::router::Shared;

/// Presses at work at once.
const PRESSES: usize = 8;
/// How long one waits for a press.
const QUEUE: Duration = Duration::from_secs(8);
/// How long a press waits for a phone that takes nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// A piece on its way, in bytes.
const PIECE: usize = 64 * 1024;
/// Pieces between press and phone.
const PIECES: usize = 4;

async fn press(shared: &Shared) -> Result<OwnedSemaphorePermit, Error> {
    let presses = shared.presses().clone();
    let place = tokio::time::timeout(QUEUE, presses.acquire_owned()).await;
    place.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)
}

/// One label, whole: it is small.
pub(super) async fn one(shared: &Shared, plan: Plan) -> Result<(&'static str, Vec<u8>), Error> {
    let place = press(shared).await?;
    let kind = kind(plan.format());
    let work = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        let printed = plan.print(&mut bytes, tempfile::tempfile, |_| {});
        drop(place);
        printed.map(|()| bytes)
    });
    match work.await {
        Ok(Ok(bytes)) => Ok((kind, bytes)),
        Ok(Err(error)) => {
            tracing::error!(%error, "a preview could not be drawn: {error}");
            Err(Error::Broken)
        }
        Err(_) => Err(Error::Broken),
    }
}

/// A file of labels, as it is made.
pub(super) async fn file(shared: &Shared, plan: Plan) -> Result<Response, Error> {
    let place = press(shared).await?;
    let (kind, name) = (kind(plan.format()), plan.file_name());
    Ok(sent(place, kind, &name, move |pipe| {
        plan.print(&mut *pipe, tempfile::tempfile, |_| {}).map_err(io::Error::other)?;
        pipe.flush()
    }))
}

/// What a thread of its own writes, piece by piece.
fn sent(
    place: OwnedSemaphorePermit,
    kind: &'static str,
    name: &str,
    write: impl FnOnce(&mut Pipe) -> io::Result<()> + Send + 'static,
) -> Response {
    let (out, pieces) = mpsc::channel(PIECES);
    let mut pipe = Pipe { out, handle: Handle::current(), piece: Vec::with_capacity(PIECE) };
    tokio::task::spawn_blocking(move || {
        if let Err(error) = write(&mut pipe) {
            tracing::debug!(%error, "a file was not sent to its end");
            // The phone must not take a part for the whole.
            let _ = pipe.out.try_send(Err(error));
        }
        drop(place);
    });
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        // Codes of the office have only letters, digits, '-', '.' and '_'.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::new(Pieces(pieces))).into_response()
}

/// All that a producer owns. It is written to the disk first, and waits there for the phone.
pub(super) async fn workbook(shared: &Shared, producer: ProducerId, name: &str) -> Result<Response, Error> {
    let place = press(shared).await?;
    let (db, handle) = (shared.state().db.clone(), Handle::current());
    let write = move || {
        let spool = BufWriter::new(tempfile::tempfile()?);
        let written = handle.block_on(belongings::write(&mut &db, producer, spool)).map_err(io::Error::other)?;
        let mut file = written.ok_or(io::ErrorKind::NotFound)?.into_inner().map_err(io::Error::other)?;
        file.rewind()?;
        Ok::<_, io::Error>(file)
    };
    let written = tokio::task::spawn_blocking(write).await.map_err(io::Error::other).and_then(|file| file);
    let mut file = written.map_err(|error| {
        tracing::error!(%error, "a workbook could not be written: {error}");
        Error::Broken
    })?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(sent(place, kind, name, move |pipe| {
        io::copy(&mut file, pipe)?;
        pipe.flush()
    }))
}

fn kind(format: Format) -> &'static str {
    match format {
        Format::Pdf => "application/pdf",
        Format::Svg => "image/svg+xml",
        Format::Png => "image/png",
        Format::SvgZip | Format::PngZip | Format::Bundle => "application/zip",
        Format::Zpl | Format::Tspl | Format::EscPos => "application/octet-stream",
    }
}

/// Where the press writes.
struct Pipe {
    out: mpsc::Sender<io::Result<Bytes>>,
    handle: Handle,
    piece: Vec<u8>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let sent = self.handle.block_on(tokio::time::timeout(PATIENCE, self.out.send(Ok(piece.into()))));
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// What the phone takes.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// The presses of a service.
pub(crate) fn presses() -> Arc<tokio::sync::Semaphore> {
    Arc::new(tokio::sync::Semaphore::new(PRESSES))
}
