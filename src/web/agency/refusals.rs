//! Why an act is refused, in words.
use crate::i18n::{Lang, fill, number, words};
use crate::said::Said;
use crate::web::shell::says;
use crate::{cases, casework, office, recalls, reports};

/// Whether the register could not answer: that is no refusal, and the page says it otherwise.
pub(super) fn storage(error: casework::Error) -> Result<casework::Error, crate::db::Error> {
    use casework::Error;
    match error {
        Error::Storage(error)
        | Error::Case(cases::Error::Storage(error))
        | Error::Recall(recalls::Error::Storage(error))
        | Error::Accounts(crate::accounts::Error::Storage(error)) => Err(error),
        other => Ok(other),
    }
}

/// Why a case is not decided so.
pub(super) fn of_case(lang: Lang, error: &casework::Error) -> String {
    let c = &words(lang).agency.refused;
    match error {
        casework::Error::Case(error) => case(lang, error),
        casework::Error::Seat(_) => c.seat.clone(),
        casework::Error::Standing(_) => c.standing.clone(),
        casework::Error::Recall(error) => recall(lang, error),
        casework::Error::Unknown(_) => c.gone.clone(),
        casework::Error::Text { problem, .. } => text(lang, problem),
        casework::Error::Claim(_)
        | casework::Error::Open(_)
        | casework::Error::OnRecord(_)
        | casework::Error::Ended { .. }
        | casework::Error::Key(_)
        | casework::Error::Accounts(_)
        | casework::Error::Storage(_) => c.not_done.clone(),
    }
}

/// What is wrong with the only text of a form.
fn text(lang: Lang, problem: &Said) -> String {
    fill(&words(lang).agency.refused.text, &[("why", says(lang, problem))])
}

/// Why a step is not taken.
pub(super) fn case(lang: Lang, error: &cases::Error) -> String {
    let c = &words(lang).agency.refused;
    match error {
        cases::Error::Meanwhile(_) => &c.meanwhile,
        cases::Error::Decided(_) => &c.decided,
        cases::Error::Order(..) => &c.order,
        cases::Error::Role(_) => &c.role,
        cases::Error::Own(_) => &c.own,
        cases::Error::Elsewhere => &c.elsewhere,
        cases::Error::Future(_) => &c.future,
        cases::Error::NoReason => &c.no_reason,
        cases::Error::Text { problem, .. } => return text(lang, problem),
        cases::Error::Unknown(_) => &c.gone,
        cases::Error::Storage(_) => &c.not_done,
    }
    .clone()
}

/// Why an act of the office is not done.
pub(super) fn of_office(lang: Lang, error: &office::Error) -> String {
    let c = &words(lang).agency.refused;
    match error {
        office::Error::Seat(_) => c.seat.clone(),
        office::Error::Unknown(_) => c.gone.clone(),
        office::Error::Standing { .. } => c.standing.clone(),
        office::Error::Field { problem, .. } => fill(&c.field_why, &[("why", says(lang, problem))]),
        office::Error::Taken(code) => fill(&c.taken, &[("code", code)]),
        office::Error::Recall(error) => recall(lang, error),
        office::Error::Report(error) => report(lang, error),
        office::Error::Outside(_) | office::Error::Import(_) => words(lang).agency.import.unsound.clone(),
        office::Error::Accounts(_) | office::Error::Storage(_) => c.not_done.clone(),
    }
}

fn recall(lang: Lang, error: &recalls::Error) -> String {
    let c = &words(lang).agency.refused;
    match error {
        recalls::Error::Text { field, problem } => {
            let r = &words(lang).agency.recall;
            let name = match *field {
                "instruction" => &r.instruction,
                "contact" => &r.contact,
                _ => &r.reason,
            };
            fill(&c.line, &[("field", name), ("why", says(lang, problem))])
        }
        recalls::Error::Range { items, .. } => fill(&c.range, &[("items", &number(*items, lang))]),
        recalls::Error::Unknown(_) => c.gone.clone(),
        recalls::Error::Lifted(_) => c.lifted.clone(),
        recalls::Error::Storage(_) => c.not_done.clone(),
    }
}

fn report(lang: Lang, error: &reports::Error) -> String {
    let c = &words(lang).agency.refused;
    match error {
        reports::Error::Moved(_) => &c.report_moved,
        reports::Error::Answer(problem) => return text(lang, problem),
        reports::Error::Unknown => &c.gone,
        reports::Error::Storage(_) => &c.not_done,
    }
    .clone()
}

/// Which of an act's fields a refusal speaks of.
pub(super) fn field(error: &office::Error) -> &'static str {
    match error {
        office::Error::Field { field, .. } => field,
        office::Error::Taken(_) => "code",
        office::Error::Recall(recalls::Error::Text { field, .. }) => field,
        office::Error::Recall(recalls::Error::Range { .. }) => "items",
        office::Error::Recall(_)
        | office::Error::Report(_)
        | office::Error::Outside(_)
        | office::Error::Import(_)
        | office::Error::Seat(_)
        | office::Error::Unknown(_)
        | office::Error::Standing { .. }
        | office::Error::Accounts(_)
        | office::Error::Storage(_) => "",
    }
}

/// Splits what the register could not answer from what it refused.
pub(super) fn refused<T>(done: Result<T, office::Error>) -> Result<Result<T, office::Error>, crate::web::error::Error> {
    use office::Error;
    match done {
        Err(
            Error::Storage(error)
            | Error::Recall(recalls::Error::Storage(error))
            | Error::Report(reports::Error::Storage(error))
            | Error::Import(crate::registry::import::Refused::Storage(error))
            | Error::Accounts(crate::accounts::Error::Storage(error)),
        ) => Err(error.into()),
        // The door has asked before; who lost a seat since then may not.
        Err(Error::Seat(_)) => Err(crate::web::error::Error::Forbidden),
        done => Ok(done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said;

    fn both(tell: impl Fn(Lang) -> String) -> Said {
        let both = Said { id: tell(Lang::Id).into(), en: tell(Lang::En).into() };
        assert!(said::tests::agree(&both) && !both.id.contains('{') && !both.en.contains('{'), "{both:?}");
        both
    }

    #[test]
    fn what_an_officer_wrote_is_refused_for_what_it_is() {
        let long = "x".repeat(501);
        let reason: casework::Error = cases::reason(&long).unwrap_err().into();
        let told = both(|lang| of_case(lang, &reason));
        assert_eq!(
            told.id,
            "Teks yang Anda tulis belum bisa disimpan: panjangnya 501 karakter; ringkas menjadi paling banyak 500."
        );
        let lines: casework::Error = cases::reason("satu\ndua").unwrap_err().into();
        assert!(both(|lang| of_case(lang, &lines)).en.contains("in one line"));
        let lift: office::Error = recalls::reason(&long[..201]).unwrap_err().into();
        assert_eq!(both(|lang| of_office(lang, &lift)).en, "Reason: it has 201 characters; shorten it to at most 200.");
        let range: office::Error = recalls::Error::Range { first: 2, last: 1, items: 12_000 }.into();
        let told = both(|lang| of_office(lang, &range));
        assert!(told.id.contains("12.000") && told.en.contains("12,000"), "{told:?}");
    }

    #[test]
    fn every_refusal_of_a_case_is_told_on_both_pages() {
        for error in [
            cases::Error::Meanwhile(cases::CaseId(1)),
            cases::Error::Decided(cases::CaseId(1)),
            cases::Error::Order(cases::CaseId(1), "approved"),
            cases::Error::Role("an auditor decides nothing"),
            cases::Error::Own("this is your own"),
            cases::Error::Elsewhere,
            cases::Error::NoReason,
        ] {
            both(|lang| case(lang, &error));
        }
    }
}
