use super::choice::{Carried, Chosen, Setting, choose};
use super::remarks::remarks;
use super::{Error, Format, Goods, Order, Paper};
use crate::i18n::{self, Lang};
use crate::issuance::{Codes, Span};
use crate::labels::layout::{Device, Layout, Note, SymbolPlace};
use crate::labels::stock::Form;
use crate::labels::{Captions, EcLevel, LabelText, Symbol};

/// Most codes in a bundle: a spreadsheet opens no more, and a list stays below 4 GiB.
const MOST_IN_A_BUNDLE: u64 = 5_000_000;

/// What will be printed. Nothing in it changes while it prints.
pub struct Plan {
    pub(super) goods: Goods,
    pub(super) format: Format,
    pub(super) black_only: bool,
    pub(super) base: String,
    pub(super) span: Span,
    pub(super) codes: Codes,
    pub(super) paper: Paper,
    pub(super) text: LabelText,
    pub(super) layout: Layout,
    /// What its symbols carry.
    pub carried: Carried,
    /// Error correction of the symbols.
    pub level: EcLevel,
    /// QR version of the batch's widest symbol.
    pub version: u8,
    /// What its maker must be told, in sentences.
    pub told: Vec<String>,
}

/// Plans an order of a batch. `base` is what addresses begin with.
///
/// # Errors
/// [`Error`]: what cannot be printed, and what to do.
pub fn plan(goods: Goods, codes: Codes, base: &str, order: &Order) -> Result<Plan, Error> {
    let span = span(&goods, order, &codes)?;
    codes.allow(span)?;
    if order.profile == Some(crate::registry::Profile::Full) && !codes.is_full() {
        return Err(Error::NoFullCodes(goods.batch.code));
    }
    let paper = Paper::of(order)?;
    let (text, captions) = (goods.words(base, order.logo.clone())?, Captions::indonesian());
    let setting = Setting {
        order,
        design: &paper.design,
        text: &text,
        captions: &captions,
        place: &paper.place(),
        device: paper.device,
        batch: Span { from: 1, to: goods.batch.items },
        base,
        gs1: goods.batch.gtin.is_some(),
    };
    let Chosen { codes, carried, level, version, composed, told: decided } = choose(codes, &setting)?;
    let mut told = remarks(&goods, span, order, &paper);
    told.extend(decided);
    // A bundle has no words on its drawings.
    if order.format != Format::Bundle {
        told.extend(composed.notes.iter().map(sentence));
    }
    let (format, black_only, base) = (order.format, order.black_only, base.to_owned());
    let layout = if paper.bare { bare(composed.layout.symbol) } else { composed.layout };
    let plan =
        Plan { goods, format, black_only, base, span, codes, paper, text, layout, carried, level, version, told };
    plan.check()?;
    Ok(plan)
}

/// A label that is the symbol and its quiet zone.
fn bare(symbol: SymbolPlace) -> Layout {
    let quiet = Symbol::QUIET_ZONE as f32 * symbol.module;
    let side = symbol.side() + 2.0 * quiet;
    let symbol = SymbolPlace { left: quiet, top: quiet, ..symbol };
    Layout { width: side, height: side, symbol, marks: Vec::new(), slots: Vec::new() }
}

/// The items, as far as the format holds them.
fn span(goods: &Goods, order: &Order, codes: &Codes) -> Result<Span, Error> {
    let format = order.format;
    let to = if format.is_single() { order.to.or(order.from).or(Some(1)) } else { order.to };
    let span = Span::of(&goods.batch, order.from, to)?;
    if format.is_single() && span.len() > 1 {
        return Err(Error::OneOnly { format, labels: span.len() });
    }
    if format == Format::Bundle && codes.tells_items_apart() && span.len() > MOST_IN_A_BUNDLE {
        return Err(Error::TooMany { most: MOST_IN_A_BUNDLE, labels: span.len() });
    }
    Ok(span)
}

fn sentence(note: &Note) -> String {
    match note {
        Note::Cut { field, printed } => format!("the label has no room for all of '{field}'; it says '{printed}'"),
        Note::Left { field } => format!("the label has no room for '{field}'; it is left out"),
        Note::Missing(sign) => format!("the font has no '{sign}'; a box stands in its place"),
    }
}

impl Plan {
    /// As what it is printed.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many labels are drawn. When all packs carry the same code, formats without paper hold it once.
    pub fn labels(&self) -> u64 {
        let each = self.codes.tells_items_apart() || self.format.is_paper();
        if each { self.span.len() } else { 1 }
    }

    /// Sheets, or rows of a roll.
    pub fn pages(&self) -> u64 {
        (self.labels() + self.paper.passed as u64).div_ceil(self.paper.stock.per_page() as u64)
    }

    /// Length of the roll, in millimetres; `None` for sheets and single drawings.
    pub fn roll_length(&self) -> Option<f64> {
        match self.paper.stock.form {
            Form::Roll(roll) if self.format.is_paper() => {
                Some(self.pages() as f64 * f64::from(self.paper.stock.label_height + roll.gap))
            }
            Form::Roll(_) | Form::Sheet(_) => None,
        }
    }

    /// What will be printed, in one line.
    pub fn summary(&self) -> String {
        let (batch, count) = (&self.goods.batch.code, i18n::number(self.labels(), Lang::En));
        let items = match self.codes.tells_items_apart() {
            true => format!("items {} to {}", self.span.from, self.span.to),
            false => "one code for all".into(),
        };
        let (drawn, module) = (self.drawn(), self.layout.symbol.module);
        format!(
            "{count} {} of batch {batch} ({items}): {drawn}{}, {} code, QR version {}-{:?}, module {module:.3} mm{}",
            if self.labels() == 1 { "label" } else { "labels" },
            self.on_paper(),
            self.carried,
            self.version,
            self.level,
            self.in_dots(),
        )
    }

    fn drawn(&self) -> String {
        let (name, width) = (&self.paper.design.name, self.layout.width);
        if self.paper.bare { format!("symbols {width:.1} mm wide") } else { format!("design {name}") }
    }

    fn on_paper(&self) -> String {
        let (stock, pages) = (&self.paper.stock.name, self.pages());
        match self.roll_length() {
            Some(length) if length < 1_000.0 => format!(" on {stock}, {length:.0} mm of it"),
            Some(length) => format!(" on {stock}, {:.1} m of it", length / 1_000.0),
            None if self.format == Format::Pdf => {
                format!(" on {pages} {} of {stock}", if pages == 1 { "sheet" } else { "sheets" })
            }
            None => String::new(),
        }
    }

    fn in_dots(&self) -> String {
        match self.paper.device {
            Device::Vector => String::new(),
            Device::Dots { dpi } => {
                let dots = (self.layout.symbol.module * dpi as f32 / 25.4).round();
                format!(" ({dots} dots at {dpi} dpi)")
            }
        }
    }

    /// A name for the file that says what is in it, how many, and for a part of a batch which.
    pub fn file_name(&self) -> String {
        let (batch, Span { from, to }) = (&self.goods.batch.code, self.span);
        let part = if self.span.len() == self.goods.batch.items { String::new() } else { format!("-no-{from}-{to}") };
        let count = self.span.len();
        format!("{batch}-{count}-label{part}.{}", self.format.ending())
    }
}
