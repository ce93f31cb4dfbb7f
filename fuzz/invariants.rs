//! What must hold for any input; each fuzz target is one of these, and `crates/telusur-code/tests/fuzz_seeds.rs`
//! replays the corpus through them with a stable compiler.
use telusur_code::{Claims, SignedCode, base10};

/// An address that is read has its parts, and they are read as the same code.
pub(crate) fn address(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let Ok(code) = SignedCode::from_address(text) else {
        return;
    };
    assert!(text.ends_with(&code.digits()), "digits have one spelling");
    let path = code.gs1_path().map(|path| path.as_str());
    assert!(path.is_none_or(|path| text.contains(path)), "a path has one spelling");
    assert_eq!(SignedCode::from_parts(path, &code.digits()).as_ref(), Ok(&code));
}

/// Digits and bytes belong to each other, one to one.
pub(crate) fn base10(input: &[u8]) {
    let digits = base10::encode(input);
    assert_eq!(digits.len(), base10::encoded_len(input.len()));
    assert_eq!(base10::decode(&digits).as_deref(), Ok(input));
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    if let Ok(bytes) = base10::decode(text) {
        assert_eq!(base10::encode(&bytes), text);
    }
}

/// An envelope that is read is kept byte by byte; claims that are read can be written and read again.
pub(crate) fn envelope(input: &[u8]) {
    if let Ok(code) = SignedCode::from_envelope(None, input.to_vec()) {
        assert_eq!(code.envelope(), input);
        assert!((4..=8).contains(&code.kid().len()));
        assert_eq!(SignedCode::from_digits(&code.digits()).as_ref(), Ok(&code));
    }
    if let Ok(claims) = Claims::decode(input) {
        let again = claims.encode().expect("what was read can be written");
        assert!(again == input || again.len() < input.len(), "only unknown claims are dropped");
        assert_eq!(Claims::decode(&again), Ok(claims));
    }
}
