use super::{Lang, words};
use crate::clock::{self, Day, Moment};

/// A day as people write it: `22 Oktober 2027`, `22 October 2027`.
pub(crate) fn date(day: Day, lang: Lang) -> String {
    let Some(date) = clock::date(day) else { return clock::iso(day) };
    let month = usize::try_from(date.month()).ok().and_then(|month| words(lang).common.months.get(month - 1));
    format!("{} {} {}", date.day(), month.map_or("", String::as_str), date.year())
}

/// A moment as people in western Indonesia write it: `22 Oktober 2027 pukul 07.15 WIB`.
pub(crate) fn moment(moment: Moment, lang: Lang) -> String {
    let minutes = (moment.0 + 7 * 3_600_000).div_euclid(60_000).rem_euclid(24 * 60);
    let (day, hour, minute) = (date(moment.day(), lang), minutes / 60, minutes % 60);
    match lang {
        Lang::Id => format!("{day} pukul {hour:02}.{minute:02} WIB"),
        Lang::En => format!("{day}, {hour:02}:{minute:02} WIB (UTC+7)"),
    }
}

/// A number as people write it: `4.711` in Indonesian, `4,711` in English.
pub(crate) fn number(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(match lang {
                Lang::Id => '.',
                Lang::En => ',',
            });
        }
        out.push(digit);
    }
    out
}

/// Closes the named gaps of a sentence. What is put in is never read again, so a `{name}` inside it stays as it is, and
/// it cannot turn the direction of the sentence around it.
pub(crate) fn fill(sentence: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        let text = gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, text)| text);
        // Nearly every name is harmless, and then it is copied whole.
        if text.contains(turns_direction) {
            out.extend(text.chars().filter(|c| !turns_direction(*c)));
        } else {
            out.push_str(text);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text without the characters that [`fill`] leaves out of gaps, for what holds names in other ways. Line ends and tabs
/// stay: in a page they are blanks.
pub(crate) fn inert(text: String) -> String {
    let turns = |c: char| turns_direction(c) && !matches!(c, '\n' | '\t');
    if suspicious(&text, turns) { text.chars().filter(|c| !turns(*c)).collect() } else { text }
}

/// Whether a character of the text is one of them. A whole page is asked on the way to every visitor, and nearly none has
/// any: so bytes are looked at, 64 at a time, and characters only where one of theirs begins (C0 and DEL are single bytes, C1
/// begin with C2, and what turns direction with E2).
fn suspicious(text: &str, turns: impl Fn(char) -> bool) -> bool {
    let may_begin = |byte: u8| {
        ((byte < 0x20) & (byte != b'\n') & (byte != b'\t')) | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2)
    };
    text.as_bytes().chunks(64).zip((0..).step_by(64)).any(|(chunk, start)| {
        chunk.iter().fold(false, |any, byte| any | may_begin(*byte))
            && chunk.iter().zip(start..).any(|(byte, at)| may_begin(*byte) && text[at..].starts_with(&turns))
    })
}

/// Control characters of bidirectional text: a name with one of them could make the words after it read otherwise.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_written_as_people_write_them() {
        let day = clock::parse_day("2027-10-22").unwrap();
        assert_eq!(date(day, Lang::Id), "22 Oktober 2027");
        assert_eq!(date(day, Lang::En), "22 October 2027");
        assert_eq!(moment(Moment::noon(day), Lang::Id), "22 Oktober 2027 pukul 12.00 WIB");
        assert_eq!(number(4711, Lang::Id), "4.711");
        assert_eq!(number(10_000_000, Lang::En), "10,000,000");
        assert_eq!(number(0, Lang::Id), "0");
        assert_eq!(number(999, Lang::Id), "999");
    }

    #[test]
    fn an_inert_text_keeps_its_lines() {
        assert_eq!(inert("a\n\u{1b}[31m\u{202e}b".to_owned()), "a\n[31mb");
        // Every character, at every place of a stretch of 64 bytes: as if each were looked at.
        for (place, c) in ('\0'..=char::MAX).enumerate() {
            let text = format!("{}{c}–·", "x".repeat(place % 70));
            let turns = turns_direction(c) && !matches!(c, '\n' | '\t');
            assert_eq!(inert(text.clone()) == text, !turns, "{c:?}");
        }
    }

    #[test]
    fn a_filled_gap_is_not_read_again() {
        assert_eq!(fill("{a} dan {b}.", &[("a", "{b}"), ("b", "<i>")]), "{b} dan <i>.");
        assert_eq!(fill("tanpa", &[]), "tanpa");
        assert_eq!(fill("{a} sah", &[("a", "\u{202e}palsu\n")]), "palsu sah");
    }
}
