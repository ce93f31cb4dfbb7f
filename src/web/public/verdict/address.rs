/// The shortest run of digits that makes an address look like a code, damaged or not.
const RUN: usize = 20;

/// Whether an address was meant to be a code's, so that it deserves a verdict and not "no such page".
pub(super) fn is_meant_as_code(path: &str) -> bool {
    // As it is printed.
    if path.len() > 1 && path.bytes().skip(1).all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let path = decoded(path);
    let segment = path.strip_prefix('/').unwrap_or(&path);
    path.starts_with("/01/")
        || path.strip_prefix("/s/").is_some_and(|code| !code.is_empty())
        || (!segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()))
        || path.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= RUN)
}

/// What stands for a short code in an address.
pub(super) fn short_code(path: &str) -> Option<String> {
    path.strip_prefix("/s/").map(decoded)
}

/// Percent-decodes what is ASCII; everything else stays as it is.
fn decoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte.filter(u8::is_ascii) {
            Some(byte) => {
                out.push(char::from(byte));
                rest = &after[2..];
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_even_a_damaged_one_gets_a_verdict() {
        for path in [
            "/1",
            "/00123456789012345678901234567890",
            "/00123456789012345678901234567890/",
            "/00123456789012345678901234567890x",
            "/v/00123456789012345678901234567890",
            "/%31%32",
            "/%30%31%32%33%34%35%36%37%38%39%30%31%32%33%34%35%36%37%38%39",
            "/01/",
            "/01/anything/at%20all",
            "/s/H1MG-0000-010S",
            "/s/anything%20at/all",
        ] {
            assert!(is_meant_as_code(path), "{path}");
        }
    }

    #[test]
    fn other_addresses_are_pages_that_do_not_exist() {
        for path in
            ["/", "/s", "/s/", "/produsen", "/wp-login.php", "/2026/11/23", "/%", "/%zz", "/%c3%a9", "/é%3", "/۱۲۳"]
        {
            assert!(!is_meant_as_code(path), "{path}");
        }
    }
}
