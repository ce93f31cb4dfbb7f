//! From a plan to bytes.
use std::fs::File;
use std::io::{self, Write};

use super::{Carried, Error, Format, Plan};
use crate::i18n::{self, Lang};
use crate::issuance::Refusal;
use crate::labels;
use crate::labels::layout::{Device, Variable};
use crate::labels::press::bundle::{BundlePress, Particulars};
use crate::labels::press::pdf::PdfPress;
use crate::labels::press::pieces::{self, Pieces};
use crate::labels::press::{Job, Label, Output, Press, check, escpos, tspl, zpl};

/// A file that is one label.
struct Single<'a, W: Write> {
    out: W,
    pieces: Pieces<'a>,
}

impl<W: Write> Press for Single<'_, W> {
    fn push(&mut self, label: &Label<'_>) -> Result<(), labels::Error> {
        Ok(self.out.write_all(self.pieces.draw(label)?)?)
    }

    fn finish(self: Box<Self>) -> Result<(), labels::Error> {
        Ok(())
    }
}

/// What a label says of its own.
struct Own {
    address: String,
    short: Option<String>,
}

impl Plan {
    /// Prints all labels, and tells after each how many are done. `spool` opens an empty file for what must wait; only bundles
    /// ask for it.
    ///
    /// # Errors
    /// [`Error`]; what was written is no file then.
    pub fn print(
        &self,
        out: impl Write,
        spool: impl Fn() -> io::Result<File>,
        mut done: impl FnMut(u64),
    ) -> Result<(), Error> {
        let title = self.title();
        let job = self.job(&title);
        let mut press = self.open(out, &job, spool)?;
        let apart = self.codes.tells_items_apart();
        let shared = if apart { None } else { Some(self.own(1)?) };
        let first = if apart { self.span.from } else { 1 };
        for nth in 0..self.labels() {
            let item = first + nth;
            let number = apart.then(|| i18n::number(item, Lang::Id));
            let made;
            let own = match &shared {
                Some(own) => own,
                None => {
                    made = self.own(item)?;
                    &made
                }
            };
            let (address, short_code) = (&*own.address, own.short.as_deref());
            press.push(&Label { address, item, number: number.as_deref(), short_code })?;
            done(nth + 1);
        }
        Ok(press.finish()?)
    }

    /// Asks the press, so that a plan that was made can be printed.
    pub(super) fn check(&self) -> Result<(), Error> {
        let output = match self.format {
            Format::Pdf => Output::Pdf,
            Format::Svg | Format::SvgZip | Format::Bundle => Output::Svg,
            Format::Png | Format::PngZip => Output::Png { dpi: self.dpi() },
            Format::Zpl | Format::Tspl => Output::Roll { dpi: self.dpi() },
            Format::EscPos => Output::Receipt(self.paper.receipt),
        };
        Ok(check(output, &self.job(""))?)
    }

    fn title(&self) -> String {
        format!("{} · {}", self.text.product, self.goods.batch.code)
    }

    fn job<'a>(&'a self, title: &'a str) -> Job<'a> {
        Job {
            layout: &self.layout,
            stock: &self.paper.stock,
            calibration: self.paper.calibration,
            passed: self.paper.passed,
            level: self.level,
            black_only: self.black_only,
            title,
            language: "id",
        }
    }

    /// The code of an item. Short codes are made only where something shows them.
    fn own(&self, item: u64) -> Result<Own, Refusal> {
        let shown =
            self.format == Format::Bundle || self.layout.slots.iter().any(|slot| slot.what == Variable::ShortCode);
        let short = if shown || self.carried == Carried::Short { Some(self.codes.short(item)?) } else { None };
        let address = match (self.carried, &short) {
            (Carried::Short, Some(short)) => short.address(&self.base),
            _ => self.codes.seal(item)?.address(&self.base),
        };
        Ok(Own { address, short: short.filter(|_| shown).map(|code| code.to_string()) })
    }

    fn open<'a>(
        &'a self,
        out: impl Write + 'a,
        job: &Job<'a>,
        spool: impl Fn() -> io::Result<File>,
    ) -> Result<Box<dyn Press + 'a>, labels::Error> {
        match self.format {
            Format::Pdf => Ok(Box::new(PdfPress::new(out, job.clone())?)),
            Format::Svg | Format::Png => Ok(Box::new(Single { out, pieces: Pieces::new(job, self.kind())? })),
            Format::SvgZip | Format::PngZip => pieces::press(out, job, self.kind(), &self.goods.batch.code),
            Format::Zpl => zpl::press(out, job, self.dpi()),
            Format::Tspl => tspl::press(out, job, self.dpi()),
            Format::EscPos => escpos::press(out, job, self.paper.receipt),
            Format::Bundle => {
                let press = BundlePress::new(out, [spool()?, spool()?], self.particulars())?;
                Ok(Box::new(press))
            }
        }
    }

    fn kind(&self) -> pieces::Kind {
        if self.format.is_raster() { pieces::Kind::Png { dpi: self.dpi() } } else { pieces::Kind::Svg }
    }

    fn dpi(&self) -> u32 {
        match self.paper.device {
            Device::Dots { dpi } => dpi,
            Device::Vector => escpos::DPI,
        }
    }

    fn particulars(&self) -> Particulars<'_> {
        Particulars {
            product: &self.text.product,
            producer: &self.text.producer,
            production_code: &self.goods.batch.code,
            quantity: self.span.len(),
            symbol: self.layout.symbol,
            level: self.level,
        }
    }
}
