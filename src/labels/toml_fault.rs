//! What is wrong with a TOML file, in words for whoever wrote it.

/// Where a file is no file of designs or stocks, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TomlFault {
    /// The line, from 1: that of the value or key, or for what is missing, the line in which its table begins.
    pub(super) line: usize,
    /// The field, if one can be named.
    pub(super) field: Option<String>,
    /// What is wrong and what to write.
    pub(super) reason: String,
}

impl TomlFault {
    /// Of the text that was read, and what its reader says.
    pub(super) fn of(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let (named, reason) = plain(error.message());
        let field = named.or_else(|| key_before(text, at)).map(str::to_owned);
        Self { line: line(text, at), field, reason }
    }
}

/// The line, from 1, in which a byte stands.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}

/// The key whose value, or a part of it, stands at a place.
fn key_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?.rsplit('\n').next()?;
    let (assigned, _) = before.rsplit_once('=')?;
    let assigned = assigned.trim_end();
    let start = assigned.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    assigned.get(start..).filter(|key| (1..=40).contains(&key.len()))
}

/// The field that a message is about, if it says so, and the message without words that only programmers use.
fn plain(message: &str) -> (Option<&str>, String) {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let named = |kind: &str| what.strip_prefix(kind)?.strip_prefix('`')?.strip_suffix('`');
    let choice = expected.trim_start_matches("one of ");
    if let Some(field) = named("missing field ") {
        return (Some(field), "is missing; write it".into());
    }
    if let Some(field) = named("unknown field ") {
        return (Some(field), format!("is not known here; possible are {choice}"));
    }
    if let Some(variant) = named("unknown variant ") {
        return (None, format!("'{variant}' is not known; possible are {choice}"));
    }
    if what.starts_with("invalid length ") {
        return (None, format!("write {}", wanted(expected)));
    }
    match what.strip_prefix("invalid type: ").or_else(|| what.strip_prefix("invalid value: ")) {
        Some(given) => (None, format!("write {} instead of {}", wanted(expected), found(given))),
        None => (None, format!("this is no TOML: {}", message.replace('\n', ", "))),
    }
}

/// What should stand there.
fn wanted(expected: &str) -> &str {
    match expected {
        "usize" | "u32" | "u64" => "a whole number",
        "f32" | "f64" => "a number",
        "a string" => "a text in quotes",
        "a boolean" => "true or false",
        "an array of length 2" => "two numbers in brackets, such as [40, 30]",
        "a sequence" => "a list in brackets",
        _ if expected.starts_with("struct ") => "a table, as the example has it",
        _ => "what the example has",
    }
}

/// What stands there.
fn found(given: &str) -> String {
    let value = |kind: &str| Some(given.strip_prefix(kind)?.trim_matches('`'));
    let plain = value("integer ").or_else(|| value("floating point ")).or_else(|| value("boolean "));
    match (plain, given) {
        (Some(value), _) => value.to_owned(),
        (None, "sequence") => "a list".into(),
        (None, "map") => "a table".into(),
        (None, _) => given.replacen("string ", "the text ", 1),
    }
}
