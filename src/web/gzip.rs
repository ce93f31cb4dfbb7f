//! Compression of answers that lie in memory whole, as all of ours do.
//!
//! Each thread keeps one compressor and resets it. The usual layer makes one for every answer, 300 KB that must be
//! cleared first: that cost four times as much as the rest of a verify page.
use std::cell::RefCell;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// Shorter answers do not get smaller by enough.
const WORTH_IT: u64 = 512;
/// Our largest answer; a longer one would be a mistake.
const LARGEST: usize = 8 * 1024 * 1024;
/// Member header: deflate, no name, no time, unknown system (RFC 1952, section 2.3).
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// Fast, and small enough: a verify page stays below 8,000 bytes.
const LEVEL: u32 = 2;

thread_local! {
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

/// Compresses text for those who accept gzip (RFC 9110, section 12.5.3).
pub(crate) async fn compress(request: Request, next: Next) -> Response {
    let wanted = request.headers().get_all(header::ACCEPT_ENCODING).iter().any(accepts);
    let response = next.run(request).await;
    let size = response.body().size_hint().exact().unwrap_or(0);
    if !wanted || size < WORTH_IT || !is_text(&response) || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let zipped = gzip(&bytes);
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

/// One gzip member.
fn gzip(bytes: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len() / 2 + 512);
    out.extend_from_slice(&HEADER);
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        loop {
            let taken = usize::try_from(compressor.total_in()).unwrap_or(bytes.len());
            match compressor.compress_vec(&bytes[taken..], &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(Status::Ok | Status::BufError) => out.reserve(out.capacity().max(1024)),
            }
        }
    });
    let mut crc = Crc::new();
    crc.update(bytes);
    out.extend_from_slice(&crc.sum().to_le_bytes());
    out.extend_from_slice(&crc.amount().to_le_bytes());
    Bytes::from(out)
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
            flate2::read::GzDecoder::new(&gzip(&text)[..]).read_to_end(&mut back).unwrap();
            prop_assert_eq!(back, text);
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
