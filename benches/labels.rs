//! How fast labels are drawn, on one core, and against what.
//!
//! `cargo bench --bench labels` prints the figures and fails if a symbol differs from the `qrcode` crate's, or if one of the two
//! ratios, which do not depend on the machine, is bad. `cargo bench --bench labels -- --sheet FILE COUNT` writes
//! sheets to look at instead, `--sheet FILE COUNT black` in black ink alone. `cargo bench --bench labels -- --million` signs and
//! prints a million labels to a file that is thrown away, and fails beyond 90 s or 64 MB of memory.
mod issuer;
mod rounds;

use std::hint::black_box;
use std::time::Instant;

use issuer::{BASE, Issuer};
use qrcode::{QrCode, Version, bits::Bits, types::Color};
use rounds::{best_of, micro, rate};
use telusur::labels::design::Design;
use telusur::labels::layout::{Device, Layout, Needs, Smallest, compose};
use telusur::labels::press::pdf::PdfPress;
use telusur::labels::press::{Job, Label, Press};
use telusur::labels::stock::{Calibration, Stock};
use telusur::labels::{Captions, EcLevel, Error, LabelText, Symbol};
use telusur_code::base10;

/// How many times faster than the crate alone a symbol must be at least; 110 was measured.
const LEAST_GAIN: f64 = 30.0;
/// The least share of the signing alone that signing, drawing and writing may reach; 0.5 was measured.
const LEAST_SHARE: f64 = 0.25;
/// What a million labels may take: seconds, and kilobytes of memory.
const MOST_SECONDS: f64 = 90.0;
const MOST_MEMORY: u64 = 64 * 1024;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--sheet", file, count, ref rest @ ..] => {
            write_sheet(file, count.parse().unwrap_or(24), rest.contains(&"black"))
        }
        ["--million", ..] => print_a_million(),
        _ => measure(),
    };
    if let Err(failed) = done {
        eprintln!("{failed}");
        std::process::exit(1);
    }
}

fn measure() -> Result<(), Error> {
    // Version 10: 23 bytes and 400 digits.
    let addresses: Vec<String> = (0..64).map(|n| format!("{BASE}/{}", base10::encode(&noise(n, 163)))).collect();
    assert_eq!(Symbol::encode(&addresses[0])?.version(), 10);
    addresses.iter().for_each(|address| same_as_the_crate(address));

    let mut symbols = addresses.iter().cycle();
    let mut crates = addresses.iter().cycle();
    let [ours, theirs] =
        best_of([&mut || drop(black_box(Symbol::encode(symbols.next().map_or("", |a| a)))), &mut || {
            drop(black_box(by_the_crate(crates.next().map_or("", |a| a))))
        }]);
    let gain = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("symbol, version 10-M, best mask   {:>9}   qrcode crate {}: {gain:.0} times", micro(ours), micro(theirs));

    let symbol = Symbol::encode(&addresses[0])?;
    let [svg, png] =
        best_of([&mut || drop(black_box(symbol.svg(25.0, "Kopi Robusta"))), &mut || drop(black_box(symbol.png(8)))]);
    println!("SVG                               {:>9}   {:>9.0} per second", micro(svg), rate(svg));
    println!("PNG, 8 pixels a module            {:>9}   {:>9.0} per second", micro(png), rate(png));

    let layout = layout()?;
    let mut sheet = PdfPress::new(std::io::sink(), job(&layout, false))?;
    let mut paths = PdfPress::new(std::io::sink(), job(&layout, true))?;
    let (mut issuer, mut other, mut floor) = (Issuer::new(), Issuer::new(), Issuer::new());
    let (mut item, mut other_item) = (0, 0);
    let [label, drawn, signed] = best_of([
        &mut || {
            item += 1;
            push(&mut sheet, &mut issuer, item).expect("the sink takes everything");
        },
        &mut || {
            other_item += 1;
            push(&mut paths, &mut other, other_item).expect("the sink takes everything");
        },
        &mut || {
            black_box(floor.sign());
        },
    ]);
    let share = signed.as_secs_f64() / label.as_secs_f64();
    println!("sign, symbol, sheet               {:>9}   {:>9.0} labels per second", micro(label), rate(label));
    println!("the same as paths in K100         {:>9}   {:>9.0} labels per second", micro(drawn), rate(drawn));
    println!(
        "the floor: the same signing alone {:>9}   {:>9.0} per second; ratio {share:.2}",
        micro(signed),
        rate(signed)
    );
    Box::new(sheet).finish()?;
    Box::new(paths).finish()?;
    assert!(
        gain >= LEAST_GAIN && share >= LEAST_SHARE,
        "slower than it should be: {gain:.0} times, {share:.2} of the floor"
    );
    Ok(())
}

fn noise(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..count).map(|_| next()).collect()
}

/// The crate alone, given the same two segments and the version, so that only encoding and mask are compared.
fn by_the_crate(address: &str) -> Option<QrCode> {
    let (bytes, digits) = address.as_bytes().split_at(BASE.len() + 1);
    let mut bits = Bits::new(Version::Normal(10));
    bits.push_byte_data(bytes).ok()?;
    bits.push_numeric_data(digits).ok()?;
    bits.push_terminator(EcLevel::M).ok()?;
    QrCode::with_bits(bits, EcLevel::M).ok()
}

fn same_as_the_crate(address: &str) {
    let (ours, theirs) = (Symbol::encode(address).expect("fits"), by_the_crate(address).expect("fits"));
    let modules = (0..ours.width()).flat_map(|y| (0..ours.width()).map(move |x| (x, y)));
    assert!(modules.into_iter().all(|(x, y)| ours.is_dark(x, y) == (theirs[(x, y)] == Color::Dark)), "{address}");
}

fn coffee() -> LabelText {
    LabelText {
        product: "Kopi Robusta Tanggamus".into(),
        producer: "KUB Mekar Sari".into(),
        region: "Kab. Tanggamus, Lampung".into(),
        production_code: Some("KS-07".into()),
        best_before: Some("12 Januari 2027".into()),
        host: "cek.example.id".into(),
        ..LabelText::default()
    }
}

/// The layout of the most common sheet, for the codes of the issuer.
fn layout() -> Result<Layout, Error> {
    // Numbers of items take more room as they grow: looked at up to a million.
    let symbols = (0..100).map(|item| Symbol::encode(&Issuer::new().seal(1 + 10_000 * item)));
    let modules = symbols.map(|symbol| symbol.map_or(0, |symbol| symbol.width())).max().unwrap_or_default();
    let design = Design::named("70x37").expect("a design that we know");
    let needs = Needs { modules, limit: Smallest::Usual, numbered: true, short_code: 14, device: Device::Vector };
    Ok(compose(design, &coffee(), &Captions::indonesian(), needs)?.layout)
}

fn job(layout: &Layout, black_only: bool) -> Job<'_> {
    let stock = Stock::named("a4-24").expect("a stock that we know");
    let calibration = Calibration::default();
    Job { layout, stock, calibration, passed: 0, level: EcLevel::M, black_only, title: "Label KS-07", language: "id" }
}

fn push(press: &mut impl Press, issuer: &mut Issuer, item: u64) -> Result<(), Error> {
    let (address, number) = (issuer.seal(item), item.to_string());
    press.push(&Label { address: &address, item, number: Some(&number), short_code: Some("7K2M-9XQ4-ABCD") })
}

fn write_sheet(file: &str, count: u64, black_only: bool) -> Result<(), Error> {
    let (begun, layout, mut issuer) = (Instant::now(), layout()?, Issuer::new());
    let mut sheet = PdfPress::new(std::fs::File::create(file)?, job(&layout, black_only))?;
    (1..=count).try_for_each(|item| push(&mut sheet, &mut issuer, item))?;
    Box::new(sheet).finish()?;
    println!("{count} labels in {:.2} s{}", begun.elapsed().as_secs_f64(), peak());
    Ok(())
}

fn print_a_million() -> Result<(), Error> {
    let file = std::env::temp_dir().join(format!("telusur-million-{}.pdf", std::process::id()));
    let begun = Instant::now();
    let written = write_sheet(&file.to_string_lossy(), 1_000_000, false);
    let seconds = begun.elapsed().as_secs_f64();
    std::fs::remove_file(&file)?;
    written?;
    assert!(seconds <= MOST_SECONDS, "slower than it should be: {seconds:.0} s");
    assert!(memory().is_none_or(|most| most <= MOST_MEMORY), "more memory than it should take");
    Ok(())
}

/// The most memory this process ever had, in words, where the system tells.
fn peak() -> String {
    memory().map(|kilobytes| format!(", at most {kilobytes} kB of memory")).unwrap_or_default()
}

/// The same in kilobytes.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
