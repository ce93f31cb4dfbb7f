//! How fast whole labels come out in each format, on one core, and against what.
//!
//! `cargo bench --bench formats` signs, encodes and draws labels of 50 x 30 mm and prints the figures, each with the share of its
//! floor: signing and symbol alone, in the same run. It fails when a share is bad. Then it says what another user would have
//! got: the `qrcode` crate here, libqrencode and segno by `benches/others.py`, as far as the machine has them.
//!
//! `cargo bench --bench formats -- FORMAT COUNT [FILE]` writes so many labels (png, svg, zpl, tspl, escpos), to a file or to
//! nowhere, and says how long it took and how much memory.

mod issuer;
mod rounds;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use issuer::{BASE, Issuer};
use qrcode::QrCode;
use rounds::{best_of, micro, rate};
use telusur::labels::design::Design;
use telusur::labels::layout::{Device, Layout, Needs, Smallest, compose};
use telusur::labels::press::pieces::{self, Kind};
use telusur::labels::press::{Job, Label, Press, escpos, tspl, zpl};
use telusur::labels::stock::{Calibration, Stock};
use telusur::labels::{Captions, EcLevel, Error, LabelText, Symbol};

/// The least share of the floor (signing and symbol alone) that signing, symbol and format may reach.
const LEAST_SHARE: f64 = 0.2;
const DPI: u32 = 203;
const SHORT_CODE: &str = "7K2M-9XQ4-ABCD";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [format, count] => write(format, count, Box::new(std::io::sink())),
        [format, count, file] => File::create(file)
            .map_err(Error::from)
            .and_then(|file| write(format, count, Box::new(BufWriter::with_capacity(1 << 18, file)))),
        _ => measure(),
    };
    if let Err(failed) = done {
        eprintln!("{failed}");
        std::process::exit(1);
    }
}

fn measure() -> Result<(), Error> {
    let layout = layout()?;
    let job = job(&layout);
    let mut png = Endless::new(open("png", Box::new(std::io::sink()), &job)?);
    let mut svg = Endless::new(open("svg", Box::new(std::io::sink()), &job)?);
    let mut zpl = Endless::new(open("zpl", Box::new(std::io::sink()), &job)?);
    let mut tspl = Endless::new(open("tspl", Box::new(std::io::sink()), &job)?);
    let mut escpos = Endless::new(open("escpos", Box::new(std::io::sink()), &job)?);
    let (mut signer, mut floor, mut others, mut item) = (Issuer::new(), Issuer::new(), Issuer::new(), 0);
    let times = best_of([
        &mut || {
            black_box(signer.sign());
        },
        &mut || {
            item += 1;
            drop(black_box(Symbol::encode(&floor.seal(item))));
        },
        &mut || png.print(),
        &mut || svg.print(),
        &mut || zpl.print(),
        &mut || tspl.print(),
        &mut || escpos.print(),
        &mut || drop(black_box(QrCode::with_error_correction_level(others.seal(7), EcLevel::M))),
    ]);
    let [signed, floor, png, svg, zpl, tspl, escpos, theirs] = times;
    println!("signing alone                    {:>9}   {:>8.0} per second", micro(signed), rate(signed));
    println!("the floor: sign, symbol          {:>9}   {:>8.0} per second", micro(floor), rate(floor));
    let formats = [("PNG in ZIP", png), ("SVG in ZIP", svg), ("ZPL", zpl), ("TSPL", tspl), ("ESC/POS", escpos)];
    for (name, time) in formats {
        let share = floor.as_secs_f64() / time.as_secs_f64();
        println!(
            "sign, symbol, {name:<19}{:>9}   {:>8.0} labels per second; ratio {share:.2}",
            micro(time),
            rate(time)
        );
        assert!(share >= LEAST_SHARE, "{name} is slower than it should be: {share:.2} of the floor");
    }
    println!("sign, qrcode crate, no label     {:>9}   {:>8.0} per second", micro(theirs), rate(theirs));
    ask_others()
}

/// Runs the script with some of our addresses; it says itself what is not there.
fn ask_others() -> Result<(), Error> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/others.py");
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/.venv/bin/python");
    let python = if std::path::Path::new(own).exists() { own } else { "python3" };
    let Ok(mut others) = Command::new(python).arg(script).stdin(Stdio::piped()).spawn() else {
        println!("libqrencode, segno: not asked, there is no python3");
        return Ok(());
    };
    let mut issuer = Issuer::new();
    if let Some(mut addresses) = others.stdin.take() {
        for item in 1..=64 {
            writeln!(addresses, "{}", issuer.seal(item))?;
        }
    }
    others.wait()?;
    Ok(())
}

fn write(format: &str, count: &str, out: Box<dyn Write>) -> Result<(), Error> {
    let count: u64 = count.parse().unwrap_or(1000);
    let layout = layout()?;
    let job = job(&layout);
    let begun = Instant::now();
    let mut endless = Endless::new(open(format, out, &job)?);
    for _ in 0..count {
        endless.print();
    }
    endless.press.finish()?;
    let taken = begun.elapsed();
    println!("{count} labels in {:.1} s, {:.0} per second{}", taken.as_secs_f64(), count as f64 * rate(taken), peak());
    Ok(())
}

/// The most memory this process ever had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map(|kilobytes| format!(", at most {} of memory", kilobytes.trim())).unwrap_or_default()
}

fn open<'a>(format: &str, out: Box<dyn Write + 'a>, job: &Job<'a>) -> Result<Box<dyn Press + 'a>, Error> {
    match format {
        "svg" => pieces::press(out, job, Kind::Svg, "KS-07"),
        "zpl" => zpl::press(out, job, DPI),
        "tspl" => tspl::press(out, job, DPI),
        "escpos" => escpos::press(out, job, escpos::Width::Mm80),
        _ => pieces::press(out, job, Kind::Png { dpi: DPI }, "KS-07"),
    }
}

/// A press that is fed label after label.
struct Endless<'a> {
    press: Box<dyn Press + 'a>,
    issuer: Issuer,
    item: u64,
}

impl<'a> Endless<'a> {
    fn new(press: Box<dyn Press + 'a>) -> Self {
        Self { press, issuer: Issuer::new(), item: 0 }
    }

    fn print(&mut self) {
        self.item += 1;
        let (address, number) = (self.issuer.seal(self.item), format!("No. {}", self.item));
        let label = Label { address: &address, item: self.item, number: Some(&number), short_code: Some(SHORT_CODE) };
        self.press.push(&label).expect("the label fits");
    }
}

/// The ready-made label, with room for the widest symbol of the issuer.
fn layout() -> Result<Layout, Error> {
    let text = LabelText {
        product: "Kopi Robusta Bubuk 200 g".into(),
        producer: "Kopi Bukit Khayal".into(),
        region: "Kabupaten Tanggamus".into(),
        province: "Lampung".into(),
        production_code: Some("261022-B".into()),
        best_before: Some("12 Januari 2027".into()),
        host: BASE.trim_start_matches("https://").into(),
        ..Default::default()
    };
    // The number of an item makes its code longer.
    let items = (0..9).map(|digits| 10_u64.pow(digits));
    let modules = items.map(|item| Symbol::encode(&Issuer::new().seal(item)).map_or(0, |symbol| symbol.width())).max();
    let needs = Needs {
        modules: modules.unwrap_or(0),
        limit: Smallest::Usual,
        numbered: true,
        short_code: SHORT_CODE.len(),
        device: Device::Dots { dpi: DPI },
    };
    let design = Design::named("50x30").expect("a ready-made design");
    Ok(compose(design, &text, &Captions::indonesian(), needs)?.layout)
}

fn job(layout: &Layout) -> Job<'_> {
    let stock = Stock::named("roll-50x30").expect("a stock that we know");
    let calibration = Calibration::default();
    let (level, title, language) = (EcLevel::M, "Kopi Robusta 261022-B", "id");
    Job { layout, stock, calibration, passed: 0, level, black_only: false, title, language }
}
