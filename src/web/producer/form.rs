//! Forms, as pages show them: one shape for all, so that every field has its label, its hint and its own sentence when it is wrong.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Desk, Head};
use crate::i18n::FieldWords;
use crate::web::shell::{Shell, show};
use crate::workshop::Field;

/// How a field is filled in.
pub(super) enum Kind {
    /// A line.
    Line,
    /// Several lines.
    Lines,
    /// Digits, with the keys for them.
    Digits,
    /// A length in millimetres, with the keys for digits and a comma.
    Length,
    /// A day.
    Day,
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A password, one's own.
    Secret,
    /// One of several.
    Choice(Vec<Group>),
    /// Yes, or nothing.
    Tick,
}

impl Kind {
    fn autocomplete(&self) -> &'static str {
        match self {
            Kind::Phone => "tel",
            Kind::Mail => "email",
            Kind::Secret => "current-password",
            Kind::Line | Kind::Lines | Kind::Digits | Kind::Length | Kind::Day | Kind::Choice(_) | Kind::Tick => "off",
        }
    }
}

/// Choices under a heading; without one, they stand alone.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) choices: Vec<Choice>,
}

/// One of several: what is sent, and what people read.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
}

impl Choice {
    pub(super) fn new(value: impl Into<String>, name: impl Into<String>) -> Choice {
        Choice { value: value.into(), name: name.into() }
    }
}

/// Choices without a heading.
pub(super) fn plain(choices: Vec<Choice>) -> Kind {
    Kind::Choice(vec![Group { name: String::new(), choices }])
}

/// A field of a form.
#[derive(Template)]
#[template(path = "producer/input.html")]
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) value: String,
    pub(super) wrong: Option<String>,
    pub(super) kind: Kind,
    /// What a browser may fill in by itself.
    pub(super) autocomplete: &'static str,
    pub(super) required: bool,
    /// Stands among those that most people leave empty.
    pub(super) extra: bool,
}

impl Input {
    pub(super) fn new(field: Field, words: &FieldWords, kind: Kind, value: &str) -> Input {
        Input {
            name: field.word(),
            label: words.label.clone(),
            hint: words.hint.clone(),
            value: value.to_owned(),
            // Until `Form::marking` says that it is not.
            wrong: Some(words.wrong.clone()),
            autocomplete: kind.autocomplete(),
            kind,
            required: false,
            extra: false,
        }
    }

    pub(super) fn required(self) -> Input {
        Input { required: true, ..self }
    }

    pub(super) fn extra(self) -> Input {
        Input { extra: true, ..self }
    }

    pub(super) fn filled_by(self, autocomplete: &'static str) -> Input {
        Input { autocomplete, ..self }
    }

    /// Type and keys. Fixed words only.
    fn keys(&self) -> &'static str {
        match self.kind {
            Kind::Digits => " inputmode=\"numeric\"",
            Kind::Length => " inputmode=\"decimal\"",
            Kind::Day => " type=\"date\"",
            Kind::Phone => " type=\"tel\"",
            Kind::Mail => " type=\"email\"",
            Kind::Line | Kind::Lines | Kind::Secret | Kind::Choice(_) | Kind::Tick => "",
        }
    }

    /// What a field says of itself beside its name. Names of fields are fixed words.
    fn told(&self) -> String {
        let required = if self.required { " required" } else { "" };
        let wrong = if self.wrong.is_some() { " aria-invalid=\"true\"" } else { "" };
        let described = self.described();
        let described = if described.is_empty() { String::new() } else { format!(" aria-describedby=\"{described}\"") };
        format!("{required}{wrong}{described}")
    }

    /// What describes it, for those who hear the page.
    fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-petunjuk", self.name));
        let wrong = self.wrong.as_ref().map(|_| format!("{}-salah", self.name));
        [wrong, hint].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A form with all that stands around it.
pub(super) struct Form {
    pub(super) lead: Vec<String>,
    pub(super) inputs: Vec<Input>,
    /// What the page must get back as it sent it.
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) button: String,
    /// A photo or PDF file that may be sent with it: label and hint.
    pub(super) file: Option<(String, String)>,
    /// Why it was not taken.
    pub(super) alert: Option<String>,
    /// Where to go instead: words and address.
    pub(super) instead: Option<(String, String)>,
}

impl Form {
    pub(super) fn new(lead: Vec<String>, inputs: Vec<Input>, button: &str) -> Form {
        Form { lead, inputs, hidden: Vec::new(), button: button.to_owned(), file: None, alert: None, instead: None }
    }

    /// Shows at these fields, and no others, what is wrong with them.
    pub(super) fn marking(mut self, fields: &[Field]) -> Form {
        let is_wrong = |input: &Input| fields.iter().any(|field| field.word() == input.name);
        for input in &mut self.inputs {
            if !is_wrong(input) {
                input.wrong = None;
            }
        }
        self
    }

    pub(super) fn usual(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| !input.extra)
    }

    pub(super) fn extra(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| input.extra)
    }

    fn has_extra(&self) -> bool {
        self.extra().next().is_some()
    }

    /// Whether fields that most people leave empty are to be seen at once.
    pub(super) fn is_open(&self) -> bool {
        self.extra().any(|input| input.wrong.is_some())
    }
}

#[derive(Template)]
#[template(path = "producer/form.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    form: Form,
}

/// A page that is a form.
pub(super) fn show_form(desk: &Desk, shell: Shell, form: Form) -> Response {
    let head = Some(desk.head(&shell));
    show(status(&form), &Page { shell, head, form })
}

/// The same, for somebody who has no console yet.
pub(super) fn show_bare(shell: Shell, form: Form) -> Response {
    show(status(&form), &Page { shell, head: None, form })
}

pub(super) fn status(form: &Form) -> StatusCode {
    if form.alert.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
