//! Compression of answers that lie in memory whole, as all of ours do.
//!
//! Each thread keeps one compressor and resets it. The usual layer makes one for every answer, 300 KB that must be
//! cleared first: that cost four times as much as the rest of a verify page. And a [`Stretch`], which many answers share,
//! is deflated once: deflate blocks may stand one after the other (RFC 1951, section 3.2.3), so only what differs from
//! answer to answer is deflated again.
use std::cell::RefCell;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// Shorter answers do not get smaller by enough.
const WORTH_IT: u64 = 512;
/// Our largest answer; a longer one would be a mistake.
const LARGEST: usize = 8 * 1024 * 1024;
/// Member header: deflate, no name, no time, unknown system (RFC 1952, section 2.3).
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// Fast, and small enough: a verify page stays below 8,000 bytes.
const LEVEL: u32 = 1;

thread_local! {
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

/// Whether a client accepts gzip (RFC 9110, section 12.5.3).
pub(crate) fn is_wanted(request: &Request) -> bool {
    request.headers().get_all(header::ACCEPT_ENCODING).iter().any(accepts)
}

/// Compresses an answer, if it is text and long enough.
pub(crate) async fn compress(response: Response) -> Response {
    let size = response.body().size_hint().exact().unwrap_or(0);
    if size < WORTH_IT || !is_text(&response) || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let zipped = gzip(&bytes, &parts.extensions.remove::<Stretches>().unwrap_or_default());
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(zipped.len()));
    Response::from_parts(parts, Body::from(zipped))
}

/// Whether a client names gzip, or anything, and does not rule it out with `q=0`.
fn accepts(value: &HeaderValue) -> bool {
    let Ok(value) = value.to_str() else { return false };
    value.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q == 0.0));
        (name.trim().eq_ignore_ascii_case("gzip") || name.trim() == "*") && !refused
    })
}

fn is_text(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ["text/", "image/svg+xml"].iter().any(|start| kind.starts_with(start)) || kind.contains("json")
}

/// A stretch of HTML that many answers share, with its deflated form.
#[derive(Debug)]
pub(crate) struct Stretch {
    html: String,
    /// Whole deflate blocks, ending at a byte, none of them the last.
    deflated: Vec<u8>,
    crc: Crc,
}

impl Stretch {
    pub(crate) fn new(html: String) -> Stretch {
        let mut deflated = Vec::new();
        // Once for many answers: as small as it gets.
        let mut compressor = Compress::new(Compression::best(), false);
        deflate(&mut compressor, html.as_bytes(), &mut deflated, FlushCompress::Sync);
        let mut crc = Crc::new();
        crc.update(html.as_bytes());
        Stretch { html, deflated, crc }
    }

    pub(crate) fn html(&self) -> &str {
        &self.html
    }
}

/// The stretches in an answer's body, each with the byte at which it begins, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stretches(pub(crate) Vec<(usize, Arc<Stretch>)>);

/// One gzip member of a body.
fn gzip(body: &[u8], stretches: &Stretches) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 2 + 512);
    out.extend_from_slice(&HEADER);
    let (mut crc, mut at) = (Crc::new(), 0);
    for (begin, stretch) in &stretches.0 {
        own(&body[at..*begin], &mut out, &mut crc, FlushCompress::Sync);
        out.extend_from_slice(&stretch.deflated);
        crc.combine(&stretch.crc);
        at = begin + stretch.html.len();
    }
    own(&body[at..], &mut out, &mut crc, FlushCompress::Finish);
    out.extend_from_slice(&crc.sum().to_le_bytes());
    out.extend_from_slice(&crc.amount().to_le_bytes());
    Bytes::from(out)
}

/// What only this answer has.
fn own(bytes: &[u8], out: &mut Vec<u8>, crc: &mut Crc, end: FlushCompress) {
    let is_last = matches!(end, FlushCompress::Finish);
    if !bytes.is_empty() || is_last {
        COMPRESSOR.with_borrow_mut(|compressor| deflate(compressor, bytes, out, end));
        crc.update(bytes);
    }
}

/// Deflates bytes on their own: no block looks back at what stood before them.
fn deflate(compressor: &mut Compress, bytes: &[u8], out: &mut Vec<u8>, end: FlushCompress) {
    let finishing = matches!(end, FlushCompress::Finish);
    compressor.reset();
    loop {
        // Room enough that a flush is never cut in two.
        out.reserve(bytes.len() / 2 + 256);
        let taken = usize::try_from(compressor.total_in()).unwrap_or(bytes.len());
        let status = compressor.compress_vec(&bytes[taken..], out, end);
        let flushed = compressor.total_in() == bytes.len() as u64 && out.len() < out.capacity();
        match status {
            Ok(Status::StreamEnd) | Err(_) => break,
            Ok(Status::Ok | Status::BufError) if flushed && !finishing => break,
            Ok(Status::Ok | Status::BufError) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_compressed_comes_back(text in proptest::collection::vec(any::<u8>(), 0..5_000), times in 1_usize..40) {
            let text = text.repeat(times);
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&gzip(&text, &Stretches::default())[..]).read_to_end(&mut back).unwrap();
            prop_assert_eq!(back, text);
        }

        #[test]
        fn shared_stretches_come_back_in_their_place(parts in proptest::collection::vec(("[a-z<>]{0,3000}", any::<bool>()), 1..6)) {
            let (mut body, mut stretches) = (String::new(), Vec::new());
            for (text, shared) in &parts {
                if *shared {
                    stretches.push((body.len(), Arc::new(Stretch::new(text.repeat(3)))));
                    body.push_str(&text.repeat(3));
                } else {
                    body.push_str(text);
                }
            }
            let mut back = String::new();
            let zipped = gzip(body.as_bytes(), &Stretches(stretches));
            flate2::read::GzDecoder::new(&zipped[..]).read_to_string(&mut back).unwrap();
            prop_assert_eq!(back, body);
        }
    }

    #[test]
    fn only_those_who_want_it_get_it() {
        for (value, wanted) in [
            ("gzip", true),
            ("deflate, GZIP;q=0.5", true),
            ("*", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("br", false),
            ("", false),
        ] {
            assert_eq!(accepts(&HeaderValue::from_static(value)), wanted, "{value}");
        }
    }
}
