//! How large a module is printed, and what is too small to print.

use crate::labels::design::Design;
use crate::labels::{Error, Symbol};

/// What the label is drawn by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// Paper printed from vectors: office printers and print houses. Modules are whole dots of 1/600 inch where they can be.
    Vector,
    /// A thermal printer: modules are whole dots, always.
    Dots {
        /// Dots per inch: 203, 300 or 600.
        dpi: u32,
    },
}

/// Which limits of size hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Smallest {
    /// 0.35 mm: what any phone reads.
    Usual,
    /// 0.396 mm: an address with a GTIN (GS1 General Specifications 5.12.3.1).
    Gs1,
    /// 0.30 mm: on request only, and said so.
    Dense,
}

/// The largest module that is printed, in millimetres: 15 dots of 1/600 inch. Larger ones read no better (GS1 ends at 0.990 mm)
/// and take the room of words.
const LARGEST: f32 = 15.0 * 25.4 / 600.0;

/// What arithmetic may be off by, in millimetres.
const HAIR: f32 = 1e-5;

impl Device {
    /// Width of a dot, in millimetres; of the finest grid that office printers share where there are none.
    ///
    /// Printers sold as 203, 300 and 600 dpi have 8, 11.8 or 12, and 23.6 or 24 dots in a millimetre. At each limit of size the
    /// least whole number of dots is the same for all of them, and legal on the finest (a test holds this), so the nominal dot
    /// serves; what it errs by, at most 1.6 % of a symbol, the design's margins take.
    pub fn dot(self) -> f32 {
        match self {
            Self::Vector => 25.4 / 600.0,
            Self::Dots { dpi } => 25.4 / dpi.max(1) as f32,
        }
    }
}

impl Smallest {
    /// The smallest module, in millimetres.
    pub fn module(self) -> f32 {
        match self {
            Self::Usual => 0.35,
            Self::Gs1 => 0.396,
            Self::Dense => 0.30,
        }
    }
}

/// The largest module, in millimetres, at which a symbol of `modules` with its quiet zone fits into a square of `room` mm.
///
/// It is a whole number of the device's dots; on [`Device::Vector`] it is the exact fit where whole dots would be too small.
///
/// # Errors
/// [`Error::SymbolTooDense`] when that is below what the limit allows.
pub fn module(modules: usize, room: f32, device: Device, limit: Smallest) -> Result<f32, Error> {
    let exact = room / with_quiet_zone(modules);
    fitting(modules, room, device, limit).ok_or_else(|| Error::SymbolTooDense {
        modules,
        module_mm: in_whole_dots(exact, device).max(if device == Device::Vector { exact } else { 0.0 }),
        minimum_mm: limit.module(),
        needed_mm: with_quiet_zone(modules) * least(device, limit),
        available_mm: room,
        remedy: remedy(Design::smallest_that_fits(modules, device, limit)),
    })
}

/// Like [`module`], with nothing where it refuses.
pub(in crate::labels) fn fitting(modules: usize, room: f32, device: Device, limit: Smallest) -> Option<f32> {
    let exact = (room / with_quiet_zone(modules)).min(LARGEST);
    let whole = in_whole_dots(exact, device);
    let readable = |module: f32| (module + HAIR >= limit.module()).then_some(module);
    readable(whole).or_else(|| readable(exact).filter(|_| device == Device::Vector))
}

/// All modules from the largest that fits `most` mm down to the last that still takes `room` mm, or is the smallest allowed.
pub(super) fn choices(modules: usize, room: (f32, f32), device: Device, limit: Smallest) -> Vec<f32> {
    let (least, most) = room;
    let mut found: Vec<f32> = fitting(modules, most, device, limit).into_iter().collect();
    while let Some(&last) = found.last() {
        let smaller = (last - device.dot()) * with_quiet_zone(modules) + HAIR;
        match fitting(modules, smaller, device, limit) {
            Some(next) if smaller >= least && next + HAIR < last => found.push(next),
            _ => break,
        }
    }
    found
}

/// The smallest module that is allowed and still takes `room` mm, for vectors, which need no whole dots.
pub(super) fn end(modules: usize, room: f32, device: Device, limit: Smallest) -> Option<f32> {
    let end = limit.module().max(room / with_quiet_zone(modules));
    (device == Device::Vector).then_some(end)
}

/// Modules along a side, quiet zone included.
fn with_quiet_zone(modules: usize) -> f32 {
    (modules + 2 * Symbol::QUIET_ZONE) as f32
}

fn in_whole_dots(length: f32, device: Device) -> f32 {
    let dot = device.dot();
    ((length + HAIR) / dot).floor() * dot
}

/// The smallest module that the device prints within the limit.
fn least(device: Device, limit: Smallest) -> f32 {
    match device {
        Device::Vector => limit.module(),
        Device::Dots { .. } => ((limit.module() - HAIR) / device.dot()).ceil() * device.dot(),
    }
}

/// What to do, when this is the smallest label that fits.
pub(super) fn remedy(fitting: Option<&Design>) -> String {
    match fitting {
        Some(Design { name, .. }) => {
            format!("the smallest ready-made label that fits is {name}; or use a shorter code")
        }
        None => "no ready-made label is large enough; use a shorter code".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(module: Result<f32, Error>, wanted: f32) {
        let module = module.unwrap();
        assert!((module - wanted).abs() < 1e-3, "{module} instead of {wanted}");
    }

    #[test]
    fn the_sizes_of_the_trade_are_hit() {
        let (thermal, fine) = (Device::Dots { dpi: 203 }, Device::Dots { dpi: 300 });
        // Version 8 with its quiet zone: 3 and 4 dots at 203 dpi, 5 and 6 at 300.
        near(module(49, 21.5, thermal, Smallest::Usual), 0.3754);
        near(module(49, 28.6, thermal, Smallest::Gs1), 0.5005);
        near(module(49, 24.2, fine, Smallest::Gs1), 0.4233);
        near(module(49, 29.0, fine, Smallest::Usual), 0.508);
        // Vectors: 9 dots of 1/600 inch, or the exact fit where 8 would be too small.
        near(module(49, 22.0, Device::Vector, Smallest::Usual), 0.381);
        near(module(49, 20.5, Device::Vector, Smallest::Usual), 0.3596);
    }

    #[test]
    fn the_least_dots_are_legal_on_the_finest_printer_sold_as_such() {
        for (dpi, finest) in [(203, 8.0), (300, 12.0), (600, 24.0)] {
            let device = Device::Dots { dpi };
            for limit in [Smallest::Usual, Smallest::Gs1, Smallest::Dense] {
                let dots = (least(device, limit) / device.dot()).round();
                assert!(dots / finest >= limit.module(), "{dots} dots of {dpi} dpi, {limit:?}");
            }
        }
    }

    #[test]
    fn three_dots_at_203_dpi_are_too_small_for_gs1() {
        let refusal = module(49, 24.0, Device::Dots { dpi: 203 }, Smallest::Gs1).unwrap_err();
        assert!(
            matches!(refusal, Error::SymbolTooDense { needed_mm, .. } if (needed_mm - 28.5).abs() < 0.1),
            "{refusal}"
        );
    }

    #[test]
    fn a_refusal_names_the_smallest_label_that_would_do() {
        let refusal = module(49, 18.0, Device::Vector, Smallest::Usual).unwrap_err().to_string();
        assert!(refusal.contains("0.316 mm") && refusal.contains("is 30x20"), "{refusal}");
        let refusal = module(177, 18.0, Device::Vector, Smallest::Usual).unwrap_err().to_string();
        assert!(refusal.contains("no ready-made label is large enough"), "{refusal}");
    }

    #[test]
    fn a_symbol_with_room_to_spare_does_not_grow_absurd() {
        near(module(29, 90.0, Device::Vector, Smallest::Usual), 0.635);
        near(module(29, 90.0, Device::Dots { dpi: 203 }, Smallest::Usual), 0.6256);
    }

    proptest! {
        #[test]
        fn a_module_fits_its_room_and_its_limit(
            version in 1..=40_usize, room in 1.0..200.0_f32, dpi in prop::sample::select(vec![0, 203, 300, 600]),
            limit in prop::sample::select(vec![Smallest::Usual, Smallest::Gs1, Smallest::Dense]),
        ) {
            let device = if dpi == 0 { Device::Vector } else { Device::Dots { dpi } };
            let modules = version * 4 + 17;
            if let Some(module) = fitting(modules, room, device, limit) {
                prop_assert!(module * with_quiet_zone(modules) <= room + 0.005);
                prop_assert!(module + HAIR >= limit.module() && module <= LARGEST + HAIR);
                let dots = module / device.dot();
                prop_assert!(device == Device::Vector || (dots - dots.round()).abs() < 1e-2);
            }
        }

        #[test]
        fn choices_become_smaller_and_keep_the_limit(version in 1..=15_usize, most in 10.0..60.0_f32, less in 0.0..20.0_f32) {
            let choices = choices(version * 4 + 17, (most - less, most), Device::Vector, Smallest::Usual);
            prop_assert!(choices.is_sorted_by(|a, b| a > b));
            prop_assert!(choices.iter().all(|&module| module + HAIR >= 0.35 && module <= LARGEST + HAIR));
        }
    }
}
