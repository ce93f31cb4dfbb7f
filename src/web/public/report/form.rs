use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::i18n::{ReportWords, fill};
use crate::registry::{RegionCode, regions};
use crate::reports::{About, LONGEST_ACCOUNT, LONGEST_CODE, LONGEST_LINE, MOST_PHOTOS, Told, Wrong};
use crate::uploads::Refused;
use crate::verification::{Answer, Asker, Evidence, Finding, Verifier};
use crate::web::Site;
use crate::web::client::Asking;
use crate::web::public::verdict;
use crate::web::shell::{Script, Shell, show_fresh};
use crate::web::visitor::Visitor;

/// What the address brings.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    kode: Option<String>,
}

/// The form, empty or as it was sent.
#[derive(Template)]
#[template(path = "public/report.html")]
pub(super) struct Form {
    pub(super) shell: Shell,
    /// What is to be mended before the report can be taken.
    pub(super) fault: Option<String>,
    pub(super) told: Told,
    pub(super) code: Code,
    choices: Vec<Choice>,
    provinces: Vec<Province>,
    photos: Vec<(String, String)>,
    longest_account: usize,
    longest_line: usize,
}

struct Choice {
    value: &'static str,
    words: &'static str,
    chosen: bool,
    /// What to do first.
    advice: Option<&'static str>,
}

struct Province {
    name: &'static str,
    regions: Vec<(String, &'static str, bool)>,
}

/// The code that a report is about, as far as it is known.
#[derive(Default)]
pub(super) struct Code {
    /// Its own address, as it was handed over.
    pub(super) address: String,
    /// What the form shows of it: the product, if that is known, and what we said of the code.
    pub(super) product: Option<String>,
    pub(super) verdict: Option<&'static str>,
    pub(super) about: About,
    /// Where the goods come from, by a good signature or the register.
    pub(super) origin: Option<RegionCode>,
}

/// GET /lapor
pub(crate) async fn page(
    State(verifier): State<Verifier>,
    State(site): State<Site>,
    asking: Asking,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let shell = shell(visitor, &site);
    let code = examined(&verifier, asking.asker(), &shell, asked.kode.unwrap_or_default()).await;
    show_fresh(StatusCode::OK, &Form::new(shell, Told::default(), code))
}

pub(super) fn shell(visitor: Visitor, site: &Site) -> Shell {
    let mut shell = Shell::new(visitor, site, |w| w.report.title.clone());
    (shell.desk, shell.indexed) = (true, false);
    shell.script = Some(Script::Photos);
    shell
}

/// Looks at the code once more: what was said of it belongs to the report. A code that may not be asked for now is only noted.
pub(super) async fn examined(verifier: &Verifier, asker: Asker<'_>, shell: &Shell, address: String) -> Code {
    if address.is_empty() || address.len() > LONGEST_CODE {
        return Code::default();
    }
    let about = About { code: Some(address.clone()), ..About::default() };
    let Ok(answer) = verifier.examine_for(asker, &address).await else {
        return Code { address, about, ..Code::default() };
    };
    let evidence = match &answer.finding {
        Finding::Known(evidence) => Some(evidence.as_ref()),
        Finding::Unreadable(_) | Finding::UnknownKey | Finding::Forged | Finding::Unasked | Finding::Unlisted => None,
    };
    Code {
        product: evidence.and_then(product),
        verdict: Some(verdict::title(shell.w, &answer)),
        about: told_of(about, &answer, evidence),
        origin: evidence.and_then(|evidence| RegionCode::from_claim(evidence.code.claims().origin)),
        address,
    }
}

fn product(evidence: &Evidence) -> Option<String> {
    let signed = evidence.code.claims().product_name.clone();
    signed.or_else(|| evidence.record().map(|record| record.product.name.clone()))
}

fn told_of(about: About, answer: &Answer, evidence: Option<&Evidence>) -> About {
    let batch = evidence.and_then(Evidence::record).map(|record| record.batch.id);
    let item = evidence.and_then(|evidence| evidence.code.claims().scope.item());
    About { verdict: Some(answer.verdict.word().to_owned()), item: batch.and(item), batch, ..about }
}

impl Form {
    pub(super) fn new(shell: Shell, told: Told, code: Code) -> Form {
        let w = &shell.w.report;
        let choice = |wrong: &Wrong| Choice {
            value: wrong.word(),
            words: words_of(w, *wrong),
            chosen: told.wrong == wrong.word(),
            advice: (*wrong == Wrong::Harmful).then_some(w.harmful_first.as_str()),
        };
        let photo = |number: usize| (format!("foto{number}"), fill(&w.photo, &[("number", &number.to_string())]));
        Form {
            choices: Wrong::ALL.iter().map(choice).collect(),
            provinces: provinces(&told.bought_in),
            photos: (1..=MOST_PHOTOS).map(photo).collect(),
            longest_account: LONGEST_ACCOUNT,
            longest_line: LONGEST_LINE,
            fault: None,
            told,
            code,
            shell,
        }
    }

    /// Whom to tell instead.
    fn instead(&self) -> String {
        fill(&self.shell.w.report.instead, &[("contact", &self.shell.reach())])
    }
}

/// What a choice says.
pub(crate) fn words_of(w: &ReportWords, wrong: Wrong) -> &str {
    match wrong {
        Wrong::Mismatch => &w.mismatch,
        Wrong::Copied => &w.copied,
        Wrong::Harmful => &w.harmful,
        Wrong::Unscannable => &w.unscannable,
        Wrong::Other => &w.other,
    }
}

/// Every kabupaten and kota, below its province.
fn provinces(chosen: &str) -> Vec<Province> {
    let mut provinces: BTreeMap<&'static str, Province> = BTreeMap::new();
    for region in regions().iter().filter(|region| !region.code.is_province()) {
        let code = region.code.to_string();
        let province = provinces.entry(&region.province);
        let province = province.or_insert_with(|| Province { name: &region.province, regions: Vec::new() });
        let is_chosen = code == chosen;
        province.regions.push((code, &region.name, is_chosen));
    }
    provinces.into_values().collect()
}

/// What is wrong with a photo, in a sentence.
pub(super) fn refused(w: &ReportWords, refused: Refused) -> &str {
    match refused {
        Refused::TooLarge | Refused::TooManyPixels => &w.fault_too_large,
        Refused::NotAPicture | Refused::NotADocument | Refused::Locked | Refused::Unclear(_) => &w.fault_no_picture,
        Refused::Damaged => &w.fault_damaged,
        Refused::Busy => &w.fault_busy,
    }
}
