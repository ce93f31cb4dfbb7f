use telusur_code::{SignedCode, Unreadable};

/// The longest text that can be a code: 1,000 digits, a host, and a GS1 path.
const LONGEST: usize = 2_048;

/// Reads what a person or a camera hands in: an address, the path of one, or its digits in groups.
///
/// # Errors
/// [`Unreadable`] names the first thing that breaks the format.
pub(super) fn resolve(text: &str) -> Result<SignedCode, Unreadable> {
    let text = text.trim();
    // Too long to be a code: let the bedrock say so without copying it.
    if text.len() > LONGEST {
        return SignedCode::from_address(text);
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace()) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        return SignedCode::from_digits(&digits);
    }
    SignedCode::from_address(text)
}
