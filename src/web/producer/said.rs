//! Why something was not done, in the words of the page.
use super::desk::Desk;
use super::form::Form;
use crate::cases;
use crate::casework;
use crate::i18n::{FieldWords, Lang, Words, date, fill, number};
use crate::issuance::Refusal;
use crate::printing;
use crate::recalls;
use crate::registry::certifications;
use crate::said;
use crate::uploads;
use crate::web::account;
use crate::web::error::Error;
use crate::web::shell::says;
use crate::workshop::{self, Field};

/// A sentence, the fields that it speaks of, and where to go instead.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) fields: Vec<Field>,
    pub(super) instead: Option<(String, String)>,
}

impl Said {
    pub(super) fn new(text: &str) -> Said {
        Said { text: text.to_owned(), fields: Vec::new(), instead: None }
    }

    fn at(self, field: Field) -> Said {
        Said { fields: vec![field], ..self }
    }

    fn or(self, words: &str, href: String) -> Said {
        Said { instead: Some((words.to_owned(), href)), ..self }
    }
}

/// A form, with what was said of it.
pub(super) fn marked(form: Form, said: Option<Said>) -> Form {
    match said {
        None => form.marking(&[]),
        Some(said) => Form { alert: Some(said.text), instead: said.instead, ..form.marking(&said.fields) },
    }
}

/// What the page says; what is nobody's fault but ours, or is not there, is an error page.
pub(super) fn said(desk: &Desk, w: &Words, error: workshop::Error) -> Result<Said, Error> {
    let d = &w.producer_desk;
    Ok(match error {
        workshop::Error::NameTaken(id) => {
            let there = desk.at(&format!("/produk/{id}"));
            Said::new(&d.name_taken).at(Field::Name).or(&d.open_it, there)
        }
        workshop::Error::BatchTaken(id) => {
            let there = desk.at(&format!("/bets/{id}"));
            Said::new(&d.batch_taken).at(Field::Code).or(&d.open_it, there)
        }
        workshop::Error::Case(casework::Error::Open(case)) => {
            Said::new(&d.waits_already).or(&d.open_it, desk.at(&format!("/ajuan/{case}")))
        }
        workshop::Error::Issue(Refusal::NotRegistered { .. }) => {
            Said::new(&d.not_registered).or(&d.to_data, desk.at("/data"))
        }
        error => plainly(desk, w, error)?,
    })
}

fn plainly(desk: &Desk, w: &Words, error: workshop::Error) -> Result<Said, Error> {
    let d = &w.producer_desk;
    let lang = desk.visitor.lang;
    Ok(match error {
        workshop::Error::Unknown(_) => return Err(Error::NotFound),
        workshop::Error::Storage(error) => return Err(error.into()),
        workshop::Error::Locked => Said::new(&d.locked),
        workshop::Error::TooMany(most) => Said::new(&fill(&d.too_many, &[("most", &number(most, lang))])),
        workshop::Error::Cap { left } => {
            let most = number(workshop::CODES_A_DAY, lang);
            Said::new(&fill(&d.cap, &[("left", &number(left, lang)), ("most", &most)])).at(Field::Items)
        }
        workshop::Error::PasswordFirst => {
            let most = number(workshop::AT_ONCE, lang);
            Said::new(&fill(&d.password_first, &[("most", &most)])).at(Field::Password)
        }
        workshop::Error::NoSigner => Said::new(&d.no_signer),
        workshop::Error::Accounts(error) => of_account(w, error)?,
        workshop::Error::Upload(uploads::Error::Unknown(_)) => return Err(Error::NotFound),
        workshop::Error::Upload(uploads::Error::Storage(error)) => return Err(error.into()),
        workshop::Error::Upload(_) => Said::new(&d.too_many_files),
        workshop::Error::Member(crate::membership::Error::Account(error)) => of_account(w, error)?,
        workshop::Error::Member(_) => return Err(Error::Forbidden),
        workshop::Error::Case(error) => of_case(w, lang, error)?,
        workshop::Error::Issue(refusal) => of_issue(w, lang, refusal)?,
        workshop::Error::Print(error) => of_printing(w, lang, error)?,
        other => business(w, other)?,
    })
}

/// What may be said before there is a producer.
pub(super) fn business(w: &Words, error: workshop::Error) -> Result<Said, Error> {
    let d = &w.producer_desk;
    match error {
        workshop::Error::Fields(fields) => Ok(Said { fields, ..Said::new(&d.check_fields) }),
        workshop::Error::NibTaken => Ok(Said::new(&d.nib_taken).at(Field::Nib)),
        workshop::Error::Accounts(error) | workshop::Error::Member(crate::membership::Error::Account(error)) => {
            of_account(w, error)
        }
        workshop::Error::Storage(error) => Err(error.into()),
        other => {
            tracing::error!(error = %other, "a business was not made: {other}");
            Err(Error::Broken)
        }
    }
}

fn of_account(w: &Words, error: crate::accounts::Error) -> Result<Said, Error> {
    match error {
        crate::accounts::Error::Storage(error) => Err(error.into()),
        error => Ok(Said::new(&account::refusal(w, &error))),
    }
}

fn of_case(w: &Words, lang: Lang, error: casework::Error) -> Result<Said, Error> {
    let d = &w.producer_desk;
    Ok(match error {
        casework::Error::Claim(refusal) => {
            let f = &w.producer_fields;
            let (field, words) = match refusal.field {
                certifications::Field::Number => (Field::Number, &f.nomor),
                certifications::Field::Issued => (Field::Issued, &f.terbit),
                certifications::Field::ValidUntil => (Field::ValidUntil, &f.berlaku),
            };
            line(lang, field, words, &refusal.text)
        }
        casework::Error::OnRecord(number) => Said::new(&fill(&d.on_record, &[("number", &number)])),
        casework::Error::Ended { number, day } => {
            Said::new(&fill(&d.claim_ended, &[("number", &number), ("day", &date(day, lang))]))
        }
        casework::Error::Case(cases::Error::Meanwhile(_) | cases::Error::Order(..)) => Said::new(&d.meanwhile),
        casework::Error::Case(cases::Error::Decided(_)) => Said::new(&d.decided),
        casework::Error::Case(cases::Error::Text { problem, .. }) => {
            Said::new(&fill(&d.text_why, &[("why", says(lang, &problem))]))
        }
        casework::Error::Text { problem, .. } => line(lang, Field::Holder, &w.producer_fields.pemegang, &problem),
        casework::Error::Recall(recalls::Error::Text { field, problem }) => {
            let f = &w.producer_fields;
            match field {
                "instruction" => line(lang, Field::Instruction, &f.anjuran, &problem),
                "contact" => line(lang, Field::Contact, &f.kontak, &problem),
                _ => line(lang, Field::Reason, &f.alasan, &problem),
            }
        }
        casework::Error::Recall(recalls::Error::Range { items, .. }) => {
            Said::new(&fill(&d.range_wrong, &[("items", &number(items, lang))]))
        }
        casework::Error::Unknown(_) | casework::Error::Case(cases::Error::Unknown(_)) => return Err(Error::NotFound),
        casework::Error::Storage(error)
        | casework::Error::Case(cases::Error::Storage(error))
        | casework::Error::Accounts(crate::accounts::Error::Storage(error))
        | casework::Error::Recall(recalls::Error::Storage(error)) => return Err(error.into()),
        casework::Error::Seat(_) | casework::Error::Case(_) => return Err(Error::Forbidden),
        casework::Error::Standing(_) => Said::new(&d.not_waiting),
        casework::Error::Recall(_)
        | casework::Error::Key(_)
        | casework::Error::Accounts(_)
        | casework::Error::Open(_) => {
            return Err(broken(&error));
        }
    })
}

/// What is wrong with one field's text.
fn line(lang: Lang, field: Field, words: &FieldWords, problem: &said::Said) -> Said {
    let mark = if words.label.ends_with('?') { "" } else { ":" };
    Said::new(&format!("{}{mark} {}.", words.label, says(lang, problem))).at(field)
}

fn of_issue(w: &Words, lang: Lang, refusal: Refusal) -> Result<Said, Error> {
    let d = &w.producer_desk;
    Ok(match refusal {
        Refusal::NotRegistered { .. } => Said::new(&d.not_registered),
        Refusal::ProducerNotActive { .. } => Said::new(&d.not_active),
        Refusal::ProductNotActive { .. } => Said::new(&d.product_not_active),
        Refusal::Lapsed { number, .. } => Said::new(&fill(&d.lapsed, &[("number", &number)])),
        Refusal::Dates(_) => Said::new(&d.dates_wrong).at(Field::Produced),
        Refusal::Ahead { produced, most } => {
            let values = [("day", date(produced, lang)), ("most", most.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Said::new(&fill(&d.too_far_ahead, &values)).at(Field::Produced)
        }
        Refusal::LongName { what, .. } => {
            let long = if what == "producer" { &d.long_name_of_business } else { &d.long_name_of_product };
            Said::new(long).at(Field::Profile)
        }
        Refusal::Same(code) => Said::new(&fill(&d.same_code, &[("code", &code)])).at(Field::Level),
        Refusal::BatchExists { .. } => Said::new(&d.batch_taken).at(Field::Code),
        Refusal::Order(_) | Refusal::Claims(_) => Said::new(&d.order_wrong),
        Refusal::Span { items, .. } => Said::new(&fill(&d.range_wrong, &[("items", &number(items, lang))])),
        Refusal::Revoked { reason, .. } | Refusal::RevokedItems { reason, .. } => {
            Said::new(&fill(&d.revoked, &[("reason", &reason)]))
        }
        Refusal::KeyElsewhere(_) => Said::new(&d.no_signer),
        Refusal::Key(crate::keyring::Error::NoneActive) => Said::new(&d.no_key),
        Refusal::Unknown(_) => return Err(Error::NotFound),
        Refusal::Storage(error) => return Err(error.into()),
        Refusal::Key(_) => return Err(broken(&refusal)),
    })
}

fn of_printing(w: &Words, lang: Lang, error: printing::Error) -> Result<Said, Error> {
    let d = &w.producer_desk;
    Ok(match error {
        printing::Error::Storage(error) => return Err(error.into()),
        printing::Error::Codes(refusal) => of_issue(w, lang, refusal)?,
        printing::Error::NothingFits { .. } => Said::new(&d.nothing_fits).at(Field::Stock),
        printing::Error::NoStock(_) | printing::Error::NotARoll { .. } => Said::new(&d.needs_roll).at(Field::Stock),
        printing::Error::NoDesign { .. } => Said::new(&d.no_design_fits).at(Field::Stock),
        printing::Error::NoStockTakes { .. } => Said::new(&d.no_paper_takes).at(Field::Design),
        printing::Error::WiderThanPaper { paper, .. } => {
            Said::new(&fill(&d.wider_than_paper, &[("paper", paper.word())])).at(Field::Stock)
        }
        printing::Error::ReceiptDots(_) => Said::new(&d.receipt_dots).at(Field::Printer),
        printing::Error::TooMany { most, .. } => {
            Said::new(&fill(&d.too_many_in_bundle, &[("most", &number(most, lang))])).at(Field::To)
        }
        printing::Error::Language { .. } => Said::new(&d.other_language).at(Field::Format),
        printing::Error::NoFullCodes(_) => Said::new(&d.no_full_codes).at(Field::Profile),
        error if error.is_broken() => return Err(broken(&error)),
        _ => Said::new(&d.not_printed),
    })
}

fn broken(error: &dyn std::fmt::Display) -> Error {
    tracing::error!(%error, "a desk could not do what was asked: {error}");
    Error::Broken
}

impl From<workshop::Error> for Error {
    fn from(error: workshop::Error) -> Error {
        match error {
            workshop::Error::Unknown(_) | workshop::Error::Upload(uploads::Error::Unknown(_)) => Error::NotFound,
            workshop::Error::Upload(uploads::Error::Storage(error)) => Error::Away(error),
            workshop::Error::Storage(error) => Error::Away(error),
            other => broken(&other),
        }
    }
}

/// A case that could not be read.
pub(super) fn unread(error: cases::Error) -> Error {
    match error {
        cases::Error::Unknown(_) => Error::NotFound,
        cases::Error::Storage(error) => Error::Away(error),
        other => broken(&other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_day;
    use crate::printers::ReceiptPaper;
    use crate::printing::Format;

    /// A refusal on both pages: the same numbers and names, no gap left open, and the same fields marked.
    fn told<E>(made: impl Fn() -> E, tell: impl Fn(&Words, Lang, E) -> Result<Said, Error>) -> said::Said {
        let [id, en] = [Lang::Id, Lang::En].map(|lang| {
            let told = tell(crate::i18n::words(lang), lang, made());
            told.unwrap_or_else(|_| panic!("no page tells it in {lang:?}"))
        });
        assert_eq!(id.fields, en.fields, "{}", en.text);
        let both = said::Said { id: id.text.into(), en: en.text.into() };
        assert!(said::tests::agree(&both) && !both.id.contains('{') && !both.en.contains('{'), "{both:?}");
        both
    }

    #[test]
    fn what_issuance_refuses_is_told_on_both_pages() {
        let text = || "bu-sari".to_owned();
        let refusals: [fn() -> Refusal; 10] = [
            || Refusal::Ahead { produced: parse_day("2027-12-31").unwrap(), most: 90 },
            || Refusal::LongName { what: "producer", bytes: 65 },
            || Refusal::LongName { what: "product", bytes: 65 },
            || Refusal::Same("231126-A".to_owned()),
            || Refusal::Span { from: 1, to: 20_000, items: 12_000 },
            || Refusal::Revoked { what: "batch 1".to_owned(), reason: "kaca 3 mm".to_owned() },
            || Refusal::Dates("--produced".to_owned()),
            || Refusal::Order("--gs1".to_owned()),
            || Refusal::KeyElsewhere("A".to_owned()),
            || Refusal::Key(crate::keyring::Error::NoneActive),
        ];
        for refusal in refusals {
            let both = told(refusal, of_issue);
            assert!(!both.id.contains("--") && !both.en.contains("--"), "a page names no flags: {both:?}");
        }
        let lapsed = || Refusal::Lapsed { product: text(), kind: text(), number: "ID-1804".into(), until: None };
        assert!(told(lapsed, of_issue).id.contains("ID-1804"));
        let ahead = told(refusals[0], of_issue);
        assert_eq!(ahead.id, "Tanggal dibuat 31 Desember 2027 lebih dari 90 hari ke depan. Periksa tahunnya.");
        let span = told(refusals[4], of_printing_of);
        assert!(span.id.contains("12.000") && span.en.contains("12,000"), "{span:?}");
    }

    /// A refusal of the codes that printing passes on.
    fn of_printing_of(w: &Words, lang: Lang, refusal: Refusal) -> Result<Said, Error> {
        of_printing(w, lang, refusal.into())
    }

    #[test]
    fn what_printing_refuses_is_told_on_both_pages() {
        use printing::Error as E;
        let refusals: [fn() -> E; 9] = [
            || E::NoStock(Format::Zpl),
            || E::NotARoll { format: Format::Zpl, stock: "a4-24".to_owned() },
            || E::NoDesign { width: 20.0, height: 10.0 },
            || E::NoStockTakes { design: "besar".to_owned(), width: 300.0, height: 300.0 },
            || E::WiderThanPaper { stock: "rol-100".to_owned(), width: 100.0, paper: ReceiptPaper::Mm58 },
            || E::ReceiptDots(300),
            || E::TooMany { most: 10_000, labels: 20_000 },
            || E::NoFullCodes("A".to_owned()),
            || E::NoSheet(Format::Png),
        ];
        let all: Vec<said::Said> = refusals.into_iter().map(|refusal| told(refusal, of_printing)).collect();
        assert!(all[4].id.contains("58 mm") && all[4].en.contains("58 mm"), "{:?}", all[4]);
        assert!(all[6].id.contains("10.000") && all[6].en.contains("10,000"), "{:?}", all[6]);
    }

    #[test]
    fn a_text_that_cannot_be_kept_says_why_at_its_field() {
        let long = || recalls::reason(&"x".repeat(201)).unwrap_err();
        let of = |w: &Words, lang, error: recalls::Error| of_case(w, lang, error.into());
        let both = told(long, of);
        assert_eq!(both.en, "What is wrong? it has 201 characters; shorten it to at most 200.");
        let said = of(crate::i18n::words(Lang::Id), Lang::Id, long()).ok().unwrap();
        assert_eq!(said.fields, [Field::Reason]);
        let answer = || casework::Error::Case(cases::question("").unwrap_err());
        assert!(told(answer, of_case).id.contains("masih kosong"));
    }
}
