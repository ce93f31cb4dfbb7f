//! Problem documents (RFC 9457): the one shape of an error for machines, whichever door they knock at.
//!
//! Ground, because neither door may use the other: `api` answers nothing else, `web` answers so to
//! `Accept: application/json`. Nothing here speaks HTTP; a status is its number.
use serde::Serialize;

/// The kind of content that a problem document is.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// What went wrong. `code` is stable: a client may branch on it.
#[derive(Debug, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
}

impl Problem {
    /// A problem with a status, and what the client may do about it.
    pub fn new(status: u16, detail: impl Into<String>) -> Problem {
        let (code, title) = match status {
            404 => ("not_found", "There is nothing at this address"),
            403 => ("refused", "This is refused"),
            410 => ("spent", "This is no longer good"),
            405 => ("method_not_allowed", "This address does not take that method"),
            413 => ("too_large", "The request is too large"),
            429 => ("too_many_requests", "Too many requests"),
            415 => ("not_json", "The request is not JSON"),
            503 | 408 => ("away", "The register cannot be asked now"),
            400..=499 => ("not_understood", "The request cannot be understood"),
            _ => ("broken", "Something is wrong on our side"),
        };
        Problem { kind: format!("urn:telusur:problem:{code}"), title, status, detail: detail.into(), code }
    }

    /// A problem of which only the status is known.
    pub fn of(status: u16) -> Problem {
        let detail = match status {
            404 => "POST /api/v1/verify checks a code; GET /api/v1/keys lists the keys",
            429 => "wait as long as the Retry-After header says; addresses with a signed code are not held back",
            405 => "the Allow header names the methods that this address takes",
            503 | 408 => "try again in a moment",
            400..=499 => "send what the documentation of this address asks for",
            _ => "this is our fault; try again in a moment",
        };
        Problem::new(status, detail)
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_has_the_members_of_rfc_9457() {
        let problem = serde_json::to_value(Problem::of(404)).unwrap();
        for member in ["type", "title", "status", "detail"] {
            assert!(!problem[member].is_null(), "{member}");
        }
        assert_eq!(problem["status"], 404);
    }
}
