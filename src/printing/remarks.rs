//! What somebody should know before printing, although it stops nothing.
use super::{Format, Goods, Order, Paper, calibration};
use crate::issuance::Span;
use crate::labels::design::What;
use crate::labels::layout::Device;
use crate::labels::stock::Calibration;

/// Recalls of what the labels are for, and what was asked for in vain; in sentences.
pub(super) fn remarks(goods: &Goods, span: Span, order: &Order, paper: &Paper) -> Vec<String> {
    let mut told = recalls(goods, span);
    told.extend(logo(order, paper));
    told.extend(measures(order));
    told.extend(inks(order));
    told.extend(receipt(order));
    told.extend(dots(order, paper));
    told
}

/// Recalled goods are taken off the market; that their codes are good makes a label on them worse.
fn recalls(goods: &Goods, span: Span) -> Vec<String> {
    let apart = goods.batch.level == crate::registry::Level::Item;
    let standing = goods.recalls.iter().filter(|recall| recall.lift.is_none());
    let met = standing.filter(|recall| match recall.items {
        Some(items) => !apart || items.first <= span.to && span.from <= items.last,
        None => true,
    });
    let sentence = |recall: &crate::recalls::Recall| {
        let (batch, reason, number) = (&goods.batch.code, &recall.reason, recall.id);
        let (what, others) = match recall.items {
            Some(items) => (
                format!("items {} to {} of batch {batch} are", items.first, items.last),
                "print the other items with --from and --to",
            ),
            None => (format!("batch {batch} is"), "print no more of it"),
        };
        format!(
            "warning: {what} recalled ({reason}): put these labels on nothing that is sold, and {others}; \
             if the goods proved safe, 'telusur lift recall {number}' first"
        )
    };
    met.map(sentence).collect()
}

fn logo(order: &Order, paper: &Paper) -> Option<String> {
    let has_place = !paper.bare && paper.design.fields.iter().any(|field| field.what == What::Logo);
    let idle = order.logo.is_some() && !has_place;
    idle.then(|| format!("{} has no place for a logo: --logo is not used", paper.place()))
}

fn measures(order: &Order) -> Option<String> {
    let printer = order.printer.as_ref().filter(|_| !order.format.is_paper())?;
    let (name, format) = (&printer.name, order.format);
    let idle = calibration(printer) != Calibration::default();
    idle.then(|| {
        format!("{format} lies on no paper: what printer '{name}' misses, its offsets and scale, does not apply to it")
    })
}

fn inks(order: &Order) -> Option<String> {
    let format = order.format;
    let why = match format {
        Format::Pdf => return None,
        Format::Svg | Format::SvgZip | Format::Bundle => "knows no inks: its black is that of a screen (RGB)",
        _ => "is dots of one ink already",
    };
    order.black_only.then(|| format!("{format} {why}; K100 for print houses is --format pdf --k100"))
}

fn receipt(order: &Order) -> Option<String> {
    let idle = order.receipt.is_some() && order.format != Format::EscPos;
    idle.then(|| format!("--width is for receipt printers (escpos): {} does not use it", order.format))
}

fn dots(order: &Order, paper: &Paper) -> Option<String> {
    let idle = order.dpi.is_some() && paper.device == Device::Vector;
    idle.then(|| format!("--dpi is for label printers and pictures: this {} has no dots", order.format))
}
