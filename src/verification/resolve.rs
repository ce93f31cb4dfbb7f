use telusur_code::SignedCode;

use super::Unreadable;
use crate::short_code::ShortCode;

/// The longest text that can be a code: 1,000 digits, a host, and a GS1 path.
const LONGEST: usize = 2_048;

/// What a text turned out to be. Nobody believes it yet.
#[expect(clippy::large_enum_variant, reason = "it lives for one answer; boxing it costs every scan an allocation")]
pub(super) enum Handed {
    Signed(SignedCode),
    Short(ShortCode),
}

/// Reads what a person or a camera hands in: an address, the path of one, or a code in groups.
///
/// # Errors
/// [`Unreadable`] names the first thing that breaks the format.
pub(super) fn resolve(text: &str) -> Result<Handed, Unreadable> {
    let text = text.trim();
    // Too long to be a code: let the bedrock say so without copying it.
    if text.len() > LONGEST {
        return Ok(Handed::Signed(SignedCode::from_address(text)?));
    }
    if let Some(code) = after_the_path(text) {
        return Ok(Handed::Short(code.replace("%20", " ").parse()?));
    }
    if text.contains(['/', ':', '?']) {
        return Ok(Handed::Signed(SignedCode::from_address(text)?));
    }
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace());
    match text.parse() {
        // A signed code has hundreds of digits, so nothing is both.
        Ok(code) => Ok(Handed::Short(code)),
        Err(why) if !is_digits && could_be_short(text) => Err(why.into()),
        Err(_) if is_digits && !text.is_empty() => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            Ok(Handed::Signed(SignedCode::from_digits(&digits)?))
        }
        Err(_) => Ok(Handed::Signed(SignedCode::from_address(text)?)),
    }
}

/// What stands in the path of a short code's address, after `/s/`.
fn after_the_path(text: &str) -> Option<&str> {
    let path = match text.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/')?..],
        None => text,
    };
    let code = path.strip_prefix("/s/")?;
    Some(code.split(['?', '#']).next().unwrap_or(code).trim_end_matches('/'))
}

/// Whether somebody who typed this meant a short code: one word or a few groups with a digit in it.
fn could_be_short(text: &str) -> bool {
    (9..=64).contains(&text.chars().count()) && text.bytes().any(|byte| byte.is_ascii_digit())
}
