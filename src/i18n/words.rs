//! The shape of `locales/*.toml`: one struct per section, in the order of the files.
use std::sync::LazyLock;

use self::read::Word as _;
use super::Lang;

/// Declares a section: every key is there, and no other. A key without a kind is a text.
macro_rules! section {
    ($name:ident { $($field:ident $(: $kind:ty)?),+ $(,)? }) => {
        #[derive(Debug)]
        pub(crate) struct $name { $(pub(crate) $field: section!(@ $($kind)?)),+ }

        impl $crate::i18n::words::read::Word for $name {
            fn of(value: Option<toml::Value>, at: &str, faults: &mut Vec<String>) -> Self {
                $crate::i18n::words::read::section(value, at, faults, |section| Self {
                    $($field: section.take(stringify!($field))),+
                })
            }
        }
    };
    (@) => { String };
    (@ $kind:ty) => { $kind };
}

mod read;
mod report;

pub(crate) use report::{Report, Standing};

section!(Words {
    common: Common,
    bands: Bands,
    short: Short,
    compare: Compare,
    origin: Origin,
    certificates: Certificates,
    history: History,
    checked: Checked,
    alone: Alone,
    home: Home,
    photo: Photo,
    report: Report,
    standing: Standing,
    producer: Producer,
    product: Product,
    region: Regions,
    gallery: Gallery,
    statistics: Statistics,
    keys: Keys,
    account: Account,
    roles: Roles,
    producer_desk: ProducerDesk,
    producer_fields: ProducerFields,
    agency: Agency,
    oversight: Oversight,
    how: Page,
    privacy: Page,
    about: Page,
    error: Errors,
});

section!(Common {
    months: Vec<String>,
    other_language,
    skip,
    report,
    reach,
    official,
    demo,
    example,
    privacy,
    how,
    about,
    keys,
    gallery,
    regions,
    statistics,
    home,
    unknown,
    more,
    unnamed_product,
    unnamed_producer,
    unknown_region,
});

section!(Bands {
    valid: Band,
    certificate_lapsed: Band,
    permit_lapsed: Band,
    suspect: Band,
    expired: Band,
    recalled: Band,
    revoked: Band,
    unknown_key: Band,
    forged: Band,
    not_recorded: Band,
    unreadable: Band,
    unavailable: Band,
    lapse_until,
    lapse_ended,
    lapse_gone,
    subject_code,
    subject_batch,
    subject_product,
    subject_key,
});

section!(Short {
    valid: Band,
    certificate_lapsed: Band,
    permit_lapsed: Band,
    suspect: Band,
    expired: Band,
    not_recorded: Band,
    unavailable: Band,
    slip: Band,
    unreadable: Band,
    note,
});

section!(Band { title, means, next });

section!(Compare {
    title,
    title_away,
    brand,
    net_content,
    production_code,
    produced,
    best_before,
    item,
    item_of,
    scope_product,
    scope_batch,
    not_on_code,
    name_on_record,
    now_called,
    withdrawn,
    revoked,
    photo,
});

section!(Origin { title, made_by, now_called, sentra, sentra_decree, sentra_no_decree, map_alt, map_note, province });

section!(Certificates {
    title,
    halal,
    pirt,
    md,
    ml,
    traditional,
    cosmetic,
    supplement,
    sni,
    ig,
    tkdn,
    merek,
    organic,
    unknown,
    forever_halal,
    forever,
    until,
    over,
    ended,
    declared,
    declared_on,
    document_seen,
    document_seen_by,
    confirmed,
    confirmed_by,
    holder,
    signed,
    unsigned,
    signed_only,
    issued_only,
    check_at,
    none,
    no_halal,
    away,
});

section!(History {
    title,
    issued_batch,
    issued_product,
    recalled,
    recalled_items,
    revoked_batch,
    revoked_items,
    revoked_product,
    revoked_key,
    lifted,
    between,
});

section!(Checked {
    title,
    signature,
    signature_good,
    signature_forged,
    signature_unknown,
    signature_unread,
    signature_short,
    key_link,
    status,
    status_held,
    status_lacks_batch,
    status_lacks_item,
    status_lacks_product,
    status_lacks_period,
    status_lacks_claims,
    status_lacks_short,
    status_short_unread,
    status_away,
    status_none,
    scans,
    scans_unknown,
    scans_none,
    scans_some,
    basis,
    basis_text,
    basis_short,
    basis_none,
    not_genuine,
    at,
});

section!(Alone { title, steps: Vec<String>, guide });

section!(Home {
    title,
    lead,
    code,
    code_hint,
    check,
    photo,
    photo_hint,
    photo_check,
    more_title,
    meaning: Vec<String>,
});

section!(Photo { title, several, left_out, none_title, none: Vec<String>, unreadable_title, unreadable, missing_title, missing, busy, open, again });

section!(Producer {
    kind,
    products,
    no_products,
    brand,
    region,
    scale,
    scale_micro,
    scale_small,
    scale_medium,
    founded,
    sentra,
    story,
    contact,
    phone,
    email,
    address,
    contact_hidden,
    whatsapp,
    capacity,
    capacity_said,
    status_awaiting,
    status_suspended,
    status_closed,
    not_proof,
});

section!(Product {
    kind,
    made_by,
    category,
    net_content,
    ingredients,
    packaging,
    origin,
    brand,
    gtin,
    hs_code,
    export,
    export_said,
    status_withdrawn,
    status_revoked,
    photo,
    photo_of,
    not_proof,
});

section!(Keys {
    title,
    lead,
    machine,
    none,
    thumbprint,
    public,
    period,
    state_next,
    state_active,
    state_retired,
    state_revoked,
});

mod account;
mod agency;
mod listed;
mod oversight;
mod producer;

pub(crate) use account::{Account, Roles};
pub(crate) use agency::Agency;
pub(crate) use listed::{Gallery, Regions, Statistics};
pub(crate) use oversight::Oversight;
pub(crate) use producer::{FieldWords, ProducerDesk, ProducerFields};

section!(Page { title, lead, parts: Vec<Passage> });

section!(Passage { title, text: Vec<String> });

section!(Errors {
    not_found_title,
    not_found,
    method_title,
    method,
    too_large_title,
    too_large,
    too_many_title,
    too_many,
    refused_title,
    refused,
    away_title,
    away,
    broken_title,
    broken,
    to_home,
});

/// All words of a language: those of public pages, and those of each kind of desk in files of their own.
macro_rules! all {
    ($lang:literal) => {
        concat!(
            include_str!(concat!("../../locales/", $lang, ".toml")),
            include_str!(concat!("../../locales/account/", $lang, ".toml")),
            include_str!(concat!("../../locales/producer/", $lang, ".toml")),
            include_str!(concat!("../../locales/agency/", $lang, ".toml")),
            include_str!(concat!("../../locales/oversight/", $lang, ".toml")),
        )
    };
}

/// Indonesian and English.
const TEXTS: [&str; 2] = [all!("id"), all!("en")];

static WORDS: LazyLock<[Words; 2]> =
    LazyLock::new(|| TEXTS.map(|text| read(text).expect("the built-in locales have every key, which a test proves")));

/// The words of a locale.
///
/// # Errors
///
/// Every key that is missing, unknown or of the wrong kind, a line each; or where the file is no TOML.
fn read(text: &str) -> Result<Words, String> {
    let table = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut faults = Vec::new();
    let words = Words::of(Some(toml::Value::Table(table)), "words", &mut faults);
    if faults.is_empty() { Ok(words) } else { Err(faults.join("\n")) }
}

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Id => &WORDS[0],
        Lang::En => &WORDS[1],
    }
}

#[cfg(test)]
mod tests;
