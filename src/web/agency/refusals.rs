//! Why an act is refused, in words.
use crate::i18n::{Words, fill};
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
pub(super) fn of_case(w: &Words, error: &casework::Error) -> String {
    let c = &w.agency.refused;
    match error {
        casework::Error::Case(error) => case(w, error),
        casework::Error::Seat(_) => c.seat.clone(),
        casework::Error::Standing(_) => c.standing.clone(),
        casework::Error::Recall(error) => recall(w, error),
        casework::Error::Unknown(_) => c.gone.clone(),
        casework::Error::Text { .. } => c.text.clone(),
        casework::Error::Claim(_)
        | casework::Error::Open(_)
        | casework::Error::OnRecord(_)
        | casework::Error::Ended { .. }
        | casework::Error::Key(_)
        | casework::Error::Accounts(_)
        | casework::Error::Storage(_) => c.not_done.clone(),
    }
}

/// Why a step is not taken.
pub(super) fn case(w: &Words, error: &cases::Error) -> String {
    let c = &w.agency.refused;
    match error {
        cases::Error::Meanwhile(_) => &c.meanwhile,
        cases::Error::Decided(_) => &c.decided,
        cases::Error::Order(..) => &c.order,
        cases::Error::Role(_) => &c.role,
        cases::Error::Own(_) => &c.own,
        cases::Error::Elsewhere => &c.elsewhere,
        cases::Error::Future(_) => &c.future,
        cases::Error::NoReason => &c.no_reason,
        cases::Error::Text { .. } => &c.text,
        cases::Error::Unknown(_) => &c.gone,
        cases::Error::Storage(_) => &c.not_done,
    }
    .clone()
}

/// Why an act of the office is not done.
pub(super) fn of_office(w: &Words, error: &office::Error) -> String {
    let c = &w.agency.refused;
    match error {
        office::Error::Seat(_) => c.seat.clone(),
        office::Error::Unknown(_) => c.gone.clone(),
        office::Error::Standing { .. } => c.standing.clone(),
        office::Error::Field { .. } => c.field.clone(),
        office::Error::Taken(code) => fill(&c.taken, &[("code", code)]),
        office::Error::Recall(error) => recall(w, error),
        office::Error::Report(error) => report(w, error),
        office::Error::Outside(_) | office::Error::Import(_) => w.agency.import.unsound.clone(),
        office::Error::Accounts(_) | office::Error::Storage(_) => c.not_done.clone(),
    }
}

fn recall(w: &Words, error: &recalls::Error) -> String {
    let c = &w.agency.refused;
    match error {
        recalls::Error::Text { field, .. } => {
            let (name, most) = match *field {
                "instruction" => (&w.agency.recall.instruction, "240"),
                "contact" => (&w.agency.recall.contact, "120"),
                _ => (&w.agency.recall.reason, "200"),
            };
            fill(&c.line, &[("field", name), ("most", most)])
        }
        recalls::Error::Range { items, .. } => fill(&c.range, &[("items", &items.to_string())]),
        recalls::Error::Unknown(_) => c.gone.clone(),
        recalls::Error::Lifted(_) => c.lifted.clone(),
        recalls::Error::Storage(_) => c.not_done.clone(),
    }
}

fn report(w: &Words, error: &reports::Error) -> String {
    let c = &w.agency.refused;
    match error {
        reports::Error::Moved(_) => &c.report_moved,
        reports::Error::Answer(_) => &c.answer,
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
