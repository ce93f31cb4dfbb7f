use super::Fault;
use crate::accounts::PersonId;
use crate::clock::Moment;
use crate::registry::{BatchId, RegionCode, words};
use crate::uploads::Picture;

/// The most photos of one report.
pub const MOST_PHOTOS: usize = 3;
/// The longest description, in characters.
pub const LONGEST_ACCOUNT: usize = 2_000;
/// The longest other text of a reporter.
pub const LONGEST_LINE: usize = 200;
/// The longest address of a code that is kept, in bytes.
pub const LONGEST_CODE: usize = 1_200;

/// A report's number in the register, for officers. Reporters know its [`Number`](super::Number).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub i64);

words! {
    /// What may be wrong.
    pub enum Wrong {
        /// The page shows other goods than those in the hand.
        Mismatch = "tidak_cocok",
        /// The goods or their label look copied.
        Copied = "tiruan",
        /// Somebody fell ill, or the goods are spoiled.
        Harmful = "berbahaya",
        /// The code does not scan.
        Unscannable = "tidak_terbaca",
        /// Something else.
        Other = "lainnya",
    }
}

words! {
    /// Where a report stands.
    pub enum State {
        /// It waits.
        Received = "diterima",
        /// An officer looks at it.
        Taken = "diperiksa",
        /// Answered, for the reporter to read.
        Answered = "dijawab",
        /// Closed for a reason, which the reporter reads as well.
        Closed = "ditutup",
    }
}

impl State {
    /// Whether nothing more will happen.
    pub fn is_over(self) -> bool {
        match self {
            State::Received | State::Taken => false,
            State::Answered | State::Closed => true,
        }
    }
}

/// What a reporter typed, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The word of what is wrong.
    pub wrong: String,
    /// What happened.
    pub account: String,
    /// Where it was bought.
    pub bought: String,
    /// The kabupaten or kota of the shop, by its code.
    pub bought_in: String,
    /// How to be reached.
    pub contact: String,
}

/// What a reporter told, fit to be stored. Only [`Account::of`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(super) wrong: Wrong,
    pub(super) account: Option<String>,
    pub(super) bought: Option<String>,
    pub(super) bought_in: Option<RegionCode>,
    pub(super) contact: Option<String>,
}

impl Account {
    /// Reads a form. Signs that cannot be seen are left out rather than refused: keyboards put them there.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn of(told: &Told) -> Result<Account, Fault> {
        let wrong = Wrong::from_word(&told.wrong).ok_or(Fault::Wrong)?;
        let account = text(&told.account, LONGEST_ACCOUNT)?;
        if wrong == Wrong::Other && account.is_none() {
            return Err(Fault::Account);
        }
        let line = |typed: &str| text(&typed.replace(['\n', '\t'], " "), LONGEST_LINE);
        Ok(Account {
            wrong,
            account,
            bought: line(&told.bought)?,
            bought_in: RegionCode::parse(&told.bought_in).filter(|region| !region.is_province()),
            contact: line(&told.contact)?,
        })
    }
}

fn text(typed: &str, most: usize) -> Result<Option<String>, Fault> {
    let is_seen = |sign: &char| {
        matches!(sign, '\n' | '\t')
            || !(sign.is_control()
                || matches!(sign, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
                || matches!(sign, '\u{2060}'..='\u{206F}' | '\u{FEFF}'))
    };
    let text: String = typed.chars().filter(is_seen).collect();
    let text = text.trim();
    if text.chars().count() > most {
        return Err(Fault::TooLong(most));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// What we know of the code that a report is about; nothing when there was none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Its own address, as text that nobody vouches for.
    pub code: Option<String>,
    /// The word of our verdict when the report was made.
    pub verdict: Option<String>,
    /// The batch, when the register has it.
    pub batch: Option<BatchId>,
    /// The item.
    pub item: Option<u64>,
}

/// A report before it has its place in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// What its maker told.
    pub account: Account,
    /// The code.
    pub about: About,
    /// Where the goods come from, by a good signature or the register.
    pub origin: Option<RegionCode>,
    /// At most [`MOST_PHOTOS`]; more are not kept.
    pub photos: Vec<Picture>,
}

impl NewReport {
    /// Whose queue it is: where the goods come from, else where they were bought.
    pub fn region(&self) -> Option<RegionCode> {
        self.origin.or(self.account.bought_in)
    }
}

/// A report, for officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its number in the register.
    pub id: ReportId,
    /// The number that its maker knows.
    pub number: String,
    /// When it was made.
    pub at: Moment,
    /// What is wrong.
    pub wrong: Wrong,
    /// What happened, in its maker's words.
    pub account: Option<String>,
    /// Where the goods were bought.
    pub bought: Option<String>,
    /// In which kabupaten or kota.
    pub bought_in: Option<RegionCode>,
    /// How to reach its maker; forgotten after [`KEPT_DAYS`](super::KEPT_DAYS).
    pub contact: Option<String>,
    /// The code, and our verdict at that time.
    pub about: About,
    /// Whose queue it is; none is the province's.
    pub region: Option<RegionCode>,
    /// Where it stands.
    pub state: State,
    /// Who took, answered or closed it.
    pub officer: Option<PersonId>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// The public answer, or the reason for closing it.
    pub answer: Option<String>,
}

/// What a reporter sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// When it was made.
    pub at: Moment,
    /// Where it stands.
    pub state: State,
    /// Since when an officer looks at it.
    pub taken_at: Option<Moment>,
    /// When it was answered or closed.
    pub closed_at: Option<Moment>,
    /// The answer, or the reason.
    pub answer: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(wrong: &str, account: &str) -> Told {
        Told { wrong: wrong.into(), account: account.into(), ..Told::default() }
    }

    #[test]
    fn one_tap_is_a_report() {
        let account = Account::of(&told("tiruan", "  ")).unwrap();
        assert_eq!((account.wrong, account.account), (Wrong::Copied, None));
        assert_eq!(Account::of(&told("", "Isinya bukan kopi")), Err(Fault::Wrong));
        assert_eq!(Account::of(&told("lainnya", " \n")), Err(Fault::Account));
        assert!(Account::of(&told("lainnya", "Isinya bukan kopi")).is_ok());
    }

    #[test]
    fn texts_are_bounded_and_hold_nothing_unseen() {
        let account = Account::of(&told("tiruan", "satu\u{202e}\0\ndua 🙏🏽\u{200b}")).unwrap();
        assert_eq!(account.account.as_deref(), Some("satu\ndua 🙏🏽"));
        assert_eq!(Account::of(&told("tiruan", &"é".repeat(2_001))), Err(Fault::TooLong(2_000)));
        let long = Told { contact: "0".repeat(201), ..told("tiruan", "") };
        assert_eq!(Account::of(&long), Err(Fault::TooLong(200)));
        let shop = Told { bought: "Pasar\nGintung".into(), bought_in: "18.71".into(), ..told("tiruan", "") };
        let account = Account::of(&shop).unwrap();
        assert_eq!(account.bought.as_deref(), Some("Pasar Gintung"));
        assert_eq!(account.bought_in, RegionCode::parse("18.71"));
        let nowhere = Told { bought_in: "18".into(), ..told("tiruan", "") };
        assert_eq!(Account::of(&nowhere).unwrap().bought_in, None, "a shop lies in a kabupaten");
    }
}
