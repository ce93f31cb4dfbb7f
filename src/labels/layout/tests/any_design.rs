//! The same promises for designs that nobody has seen: an office may write what it likes.

use super::*;
use crate::labels::EcLevel;
use crate::labels::design::{About, At, Field, Part, SymbolRoom};

const SAID: [What; 16] = [
    What::Product,
    What::Producer,
    What::Origin,
    What::Region,
    What::ProductionCode,
    What::Produced,
    What::BestBefore,
    What::NetContent,
    What::Certifications,
    What::Item,
    What::ShortCode,
    What::ShortAddress,
    What::ScanToCheck,
    What::Host,
    What::Logo,
    What::Text,
];

prop_compose! {
    fn field()(
        what in prop::sample::select(SAID.to_vec()), foot: bool, lines in 1..=4_usize, bold: bool, beside: bool, ruled: bool,
        size in 5.5..24.0_f32, shrinks in 0.0..1.0_f32, captioned: bool, gap in 0.0..3.0_f32, height in 3.0..12.0_f32,
    ) -> Field {
        let part = if foot { Part::Foot } else { Part::Head };
        let weight = if bold { Weight::Bold } else { Weight::Regular };
        let text = if what == What::Text { "Simpan di tempat kering".to_owned() } else { String::new() };
        let captioned = captioned && matches!(what, What::ProductionCode | What::BestBefore | What::Item | What::ShortCode);
        let least = 5.5 + (size - 5.5) * shrinks;
        Field { what, part, size, least, lines, weight, ink: Ink::Black, captioned, beside, gap, ruled, text, height }
    }
}

prop_compose! {
    fn design()(
        width in 15.0..150.0_f32, height in 15.0..80.0_f32, side_margin in 0.0..3.0_f32, end_margin in 0.0..3.0_f32,
        at in prop::sample::select(vec![At::Left, At::Right, At::Top, At::Bottom, At::Middle]),
        part in 0.3..1.0_f32, gives in 0.4..1.0_f32, edge in 0.0..4.0_f32, gutter in 0.0..4.0_f32,
        fields in proptest::collection::vec(field(), 0..12),
    ) -> Design {
        let most = (width.min(height) - edge) * part;
        let words = || "any".to_owned();
        Design {
            name: words(),
            about: About { id: words(), en: words() },
            width,
            height,
            side_margin,
            end_margin,
            symbol: SymbolRoom { at, least: most * gives, most, edge, gutter },
            level: EcLevel::M,
            profile: Profile::Full,
            fields,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_design_nothing_overlaps_leaves_the_label_or_loses_a_value(
        design in design(), text in words(), version in 1..=11_usize, thermal: bool,
    ) {
        let device = if thermal { Device::Dots { dpi: 203 } } else { Device::Vector };
        let needs = Needs { device, ..needs(version * 4 + 17) };
        if let Ok(composed) = compose(&design, &text, &Captions::indonesian(), needs) {
            prop_assert_eq!(fault(&composed.layout), None);
            prop_assert_eq!(lost_values(&design, &text, &composed), [""; 0]);
        }
    }
}
