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
        if is_harmless(text) {
            out.push_str(text);
        } else {
            out.extend(text.chars().filter(|c| !turns_direction(*c)));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether no byte of a text can begin a control character: C0 and DEL are single bytes, C1 begin with C2, and what turns
/// direction with E2.
fn is_harmless(text: &str) -> bool {
    !text.bytes().fold(false, |any, byte| any | (byte < 0x20) | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2))
}

/// Whether a page leaves a character out of a text: as [`fill`] does, but line ends and tabs are blanks there.
pub(crate) fn turns_page(c: char) -> bool {
    turns_direction(c) && !matches!(c, '\n' | '\t')
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
    fn a_filled_gap_is_not_read_again() {
        assert_eq!(fill("{a} dan {b}.", &[("a", "{b}"), ("b", "<i>")]), "{b} dan <i>.");
        assert_eq!(fill("tanpa", &[]), "tanpa");
        assert_eq!(fill("{a} sah", &[("a", "\u{202e}palsu\n")]), "palsu sah");
    }
}
