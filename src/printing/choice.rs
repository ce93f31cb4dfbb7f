//! Which code goes on a label: the strongest that can be read on it.
use super::{Error, Order};
use crate::issuance::{Codes, Span};
use crate::labels::design::{self, Design};
use crate::labels::layout::{Composed, Device, Needs, Smallest, compose};
use crate::labels::{self, Captions, EcLevel, LabelText, Symbol};
use crate::registry::{Profile, words};

words! {
    /// What a symbol carries.
    pub enum Carried {
        /// The signed code with the names: it reads completely without its issuer.
        Full = "full",
        /// The signed code with numbers only.
        Compact = "compact",
        /// The address of the short code: it is looked up, and proves nothing by itself.
        Short = "short",
    }
}

impl Carried {
    fn named(self) -> &'static str {
        match self {
            Carried::Full => "the full code",
            Carried::Compact => "the compact code",
            Carried::Short => "the short code",
        }
    }
}

/// What the choice is made for.
pub(super) struct Setting<'a> {
    pub(super) order: &'a Order,
    pub(super) design: &'a Design,
    pub(super) text: &'a LabelText,
    pub(super) captions: &'a Captions,
    pub(super) device: Device,
    /// All items of the batch, however few are printed: every label of a batch is alike, whichever run it belongs to.
    pub(super) batch: Span,
    /// Where the symbol must find room, in words.
    pub(super) place: &'a str,
    /// The address that labels carry begins with it.
    pub(super) base: &'a str,
    pub(super) gs1: bool,
}

/// What was chosen.
pub(super) struct Chosen {
    /// The codes in the profile that is printed.
    pub(super) codes: Codes,
    pub(super) carried: Carried,
    pub(super) level: EcLevel,
    pub(super) version: u8,
    pub(super) composed: Composed,
    /// What was tried before and did not fit, in sentences.
    pub(super) told: Vec<String>,
}

/// A code that was tried, and why it was not printed.
struct Tried {
    carried: Carried,
    reason: labels::Error,
}

/// Tries the codes that the order allows, the strongest first.
pub(super) fn choose(codes: Codes, setting: &Setting<'_>) -> Result<Chosen, Error> {
    let mut told = Vec::from_iter(left_out(setting, codes.is_full()));
    let candidates = candidates(setting, codes.is_full());
    let (mut codes, mut tried) = (codes, Vec::new());
    for (carried, level) in candidates {
        if carried == Carried::Compact && codes.is_full() {
            codes = codes.compact();
        }
        match attempt(&codes, carried, level, setting) {
            Ok((version, composed)) => {
                told.extend(steps_down(&tried, carried, setting));
                return Ok(Chosen { codes, carried, level, version, composed, told });
            }
            Err(Error::Press(reason @ (labels::Error::SymbolTooDense { .. } | labels::Error::NoRoomBeside { .. }))) => {
                tried.push(Tried { carried, reason })
            }
            Err(other) => return Err(other),
        }
    }
    Err(nothing_fits(tried, setting))
}

/// A small design is drawn for a compact code, whose modules are larger: the full one is not even tried.
fn left_out(setting: &Setting<'_>, full: bool) -> Option<String> {
    let Design { name, profile, .. } = setting.design;
    let drawn_for = match profile {
        design::Profile::Full => return None,
        design::Profile::Compact => "the compact code, which names producer and product by number only",
        design::Profile::Short => {
            "the short code (--short), which is looked up; of the signed ones it has room for the compact one at most"
        }
    };
    let unasked = full && setting.order.profile.is_none();
    unasked.then(|| format!("design {name} is drawn for {drawn_for}; ask for the full one with --profile full"))
}

fn candidates(setting: &Setting<'_>, full: bool) -> Vec<(Carried, EcLevel)> {
    let (level, asked) = (setting.design.level, setting.order.profile);
    let names = asked == Some(Profile::Full) || asked.is_none() && setting.design.profile == design::Profile::Full;
    let mut candidates = Vec::new();
    let mut add = |carried| {
        candidates.push((carried, level));
        // Less error correction is a smaller symbol. What is made for the outdoors keeps what it has.
        if level == EcLevel::M {
            candidates.push((carried, EcLevel::L));
        }
    };
    if full && names {
        add(Carried::Full);
    }
    if asked != Some(Profile::Full) {
        add(Carried::Compact);
    }
    if setting.order.short {
        add(Carried::Short);
    }
    candidates
}

fn attempt(codes: &Codes, carried: Carried, level: EcLevel, setting: &Setting<'_>) -> Result<(u8, Composed), Error> {
    let short = codes.short(setting.batch.to)?;
    let address = match carried {
        Carried::Full | Carried::Compact => codes.widest(setting.batch)?.address(setting.base),
        Carried::Short => short.address(setting.base),
    };
    let symbol = Symbol::encode_at(&address, level)?;
    let needs = Needs {
        modules: symbol.width(),
        limit: limit(setting, carried),
        numbered: codes.tells_items_apart(),
        short_code: short.to_string().chars().count(),
        device: setting.device,
    };
    let composed = compose(setting.design, setting.text, setting.captions, needs)?;
    Ok((symbol.version(), composed))
}

fn limit(setting: &Setting<'_>, carried: Carried) -> Smallest {
    match () {
        () if setting.order.dense => Smallest::Dense,
        () if setting.gs1 && carried != Carried::Short => Smallest::Gs1,
        () => Smallest::Usual,
    }
}

/// What its maker must be told when it is not the code that was tried first.
fn steps_down(tried: &[Tried], carried: Carried, setting: &Setting<'_>) -> Vec<String> {
    let place = setting.place;
    let mut told = Vec::new();
    if let Some(stronger) = tried.iter().rfind(|other| other.carried != carried) {
        let (fails, reason) = (stronger.carried.named(), &stronger.reason);
        let instead = match carried {
            Carried::Full => "the full one is printed",
            Carried::Compact => "the compact one is printed, which names producer and product by number only",
            Carried::Short => "the short one is printed, which is looked up and proves nothing by itself",
        };
        told.push(format!("{fails} does not fit {place}; {instead} ({reason})"));
    }
    if tried.iter().any(|other| other.carried == carried) {
        let name = carried.named();
        told.push(format!(
            "{name} fits {place} only with less error correction (level L): protect the label from scratches and grease"
        ));
    }
    told
}

fn nothing_fits(mut tried: Vec<Tried>, setting: &Setting<'_>) -> Error {
    let place = setting.place.to_owned();
    let Tried { carried, reason } =
        tried.pop().expect("every order allows the full or the compact code, so one was tried");
    let hint = match carried {
        Carried::Full => "; or leave --profile out, so that a smaller code may be printed",
        Carried::Compact => "; or allow the short code with --short",
        Carried::Short => "",
    };
    Error::NothingFits { what: carried.named(), place, reason, hint }
}
