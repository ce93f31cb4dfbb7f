//! Receipt printers, whose paper has no place for wide labels.
use super::{Error, Format, Order};
use crate::labels::press::escpos;
use crate::labels::stock::Stock;
use crate::printers::ReceiptPaper;

/// What a receipt printer prints on: what is said, what is known, or else the narrowest that prints the whole label.
pub(super) fn paper(order: &Order, stock: Option<&Stock>) -> Result<ReceiptPaper, Error> {
    let known = order.printer.as_ref().and_then(|printer| printer.paper);
    let width = stock.map_or(0.0, |stock| stock.page().0);
    let narrow = width <= printed(ReceiptPaper::Mm58);
    let usual = if narrow { ReceiptPaper::Mm58 } else { ReceiptPaper::Mm80 };
    let paper = order.receipt.or(known).unwrap_or(usual);
    let paper_width = match paper {
        ReceiptPaper::Mm58 => 58.0,
        ReceiptPaper::Mm80 => 80.0,
    };
    match stock {
        Some(stock) if order.format == Format::EscPos && width > paper_width => {
            Err(Error::WiderThanPaper { stock: stock.name.clone(), width, paper })
        }
        _ => Ok(paper),
    }
}

/// How much of a receipt printer's paper is printed on, in millimetres.
pub(super) fn printed(paper: ReceiptPaper) -> f32 {
    match paper {
        ReceiptPaper::Mm58 => 48.0,
        ReceiptPaper::Mm80 => 72.0,
    }
}

pub(super) fn head(paper: ReceiptPaper) -> escpos::Width {
    match paper {
        ReceiptPaper::Mm58 => escpos::Width::Mm58,
        ReceiptPaper::Mm80 => escpos::Width::Mm80,
    }
}
