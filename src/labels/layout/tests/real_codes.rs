//! The codes that are issued, on every ready-made design, under hosts from the shortest to the longest that offices have.

use std::fmt;
use std::num::NonZeroU64;

use ed25519_dalek::SigningKey;
use telusur_code::{Claims, Day, Number, Scope, Sealer, kind};

use super::*;
use crate::labels::{EcLevel, Symbol};

const HOSTS: [&str; 4] =
    ["cek.id", "cek.lampungprov.go.id", "telusur.lampungprov.go.id", "telusur.disperindag.lampungprov.go.id"];
const DEVICES: [Device; 3] = [Device::Vector, Device::Dots { dpi: 203 }, Device::Dots { dpi: 300 }];

/// What is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goods {
    /// Ten thousand packs of a coffee with two certificates.
    Usual,
    /// A million packs of one that has everything the sample register has.
    Much,
}

impl Goods {
    /// The last short code.
    fn code(self) -> &'static str {
        match self {
            Self::Usual => "1A9R-G07M-9XQ4",
            Self::Much => "1A0Y-GJ07-M9XQ-4",
        }
    }
}

/// What the last code says, in full.
fn claims(goods: Goods) -> Claims {
    let item = NonZeroU64::new(if goods == Goods::Usual { 10_000 } else { 1_000_000 }).expect("not 0");
    let usual = [(kind::HALAL, 18_119_999_000_010_623), (kind::PIRT, 510_180_401_990_128)];
    let further = [(kind::TKDN, 4_210), (kind::MEREK, 999_000_001)];
    let numbers = usual.into_iter().chain(further).map(|(kind, number)| (kind, Number::Uint(number)));
    let all = numbers.chain([(kind::IG, Number::Text("Kopi Robusta Lampung".into()))]);
    Claims {
        producer: 4021,
        producer_name: Some("IKM Kopi Bukit Khayal".into()),
        product: 17,
        product_name: Some("Kopi Robusta Bubuk 200 g".into()),
        origin: 1804,
        certifications: all.take(if goods == Goods::Usual { 2 } else { 5 }).collect(),
        scope: Scope::Item { batch: 42, item },
        produced: Some(Day(20_748)),
        best_before: Some(Day(21_113)),
        production_code: Some("261022-B".into()),
    }
}

fn address(profile: Profile, host: &str, goods: Goods) -> String {
    let base = format!("https://{host}");
    let sealer = Sealer::new(&SigningKey::from_bytes(&[7; 32]));
    let sealed = |claims: &Claims| sealer.seal(claims, None).expect("sound claims").address(&base);
    match profile {
        Profile::Full => sealed(&claims(goods)),
        Profile::Compact => sealed(&claims(goods).to_compact()),
        Profile::Short => format!("{base}/s/{}", goods.code()),
    }
}

/// One label: a design, what its symbol carries, and where it is printed.
#[derive(Clone, Copy)]
struct Case {
    design: &'static Design,
    profile: Profile,
    host: &'static str,
    device: Device,
    goods: Goods,
}

impl fmt::Debug for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { design, profile, host, device, goods } = self;
        write!(out, "{} {profile:?} {host} {device:?} {goods:?}", design.name)
    }
}

impl Case {
    fn all() -> impl Iterator<Item = Self> {
        let profiles = [Profile::Full, Profile::Compact, Profile::Short];
        let hosts = HOSTS.into_iter().flat_map(|host| DEVICES.map(|device| (host, device)));
        let printed = hosts.flat_map(|(host, device)| [Goods::Usual, Goods::Much].map(|goods| (host, device, goods)));
        let printed =
            printed.flat_map(move |(host, device, goods)| profiles.map(|profile| (profile, host, device, goods)));
        printed.flat_map(|(profile, host, device, goods)| {
            Design::all().iter().map(move |design| Self { design, profile, host, device, goods })
        })
    }

    fn composed(&self, level: EcLevel) -> Result<Composed, Error> {
        let modules = Symbol::encode_at(&address(self.profile, self.host, self.goods), level)?.width();
        let text = LabelText { host: self.host.into(), ..coffee() };
        let needs = Needs { device: self.device, short_code: self.goods.code().len(), ..needs(modules) };
        compose(self.design, &text, &Captions::indonesian(), needs)
    }

    /// As an order is composed: with less error correction where it does not fit otherwise.
    fn ordered(&self) -> Result<Composed, Error> {
        self.composed(EcLevel::M).or_else(|_| self.composed(EcLevel::L))
    }

    /// What is printed, without blanks, fixed words first.
    fn printed(&self, composed: &Composed) -> String {
        runs(&composed.layout, "1.234", self.goods.code()).iter().map(|run| run.text.replace(' ', "")).collect()
    }

    /// As large as the most common roll.
    fn is_large(&self) -> bool {
        self.design.width >= 40.0 && self.design.height >= 28.0
    }

    /// Whether the design promises room for such a code, however long the host.
    fn is_promised(&self) -> bool {
        let Self { design, profile, device, goods, .. } = self;
        let (coarse, usual) = (*device == Device::Dots { dpi: 300 }, *goods == Goods::Usual);
        match (profile, design.name.as_str()) {
            (Profile::Full, "70x37" | "75x38" | "100x50") => true,
            (Profile::Full, "63x31" | "60x40") => usual || *device == Device::Vector,
            (Profile::Full, "52x29" | "40x30" | "50x30" | "strip-140x28") => usual && *device == Device::Vector,
            (Profile::Full, _) => false,
            (Profile::Compact, "25x25") => usual && !coarse,
            (Profile::Compact, "30x20" | "38x21") => usual && *device == Device::Vector,
            (Profile::Compact, "40x30" | "52x29" | "strip-140x28") => usual || *device == Device::Vector,
            (Profile::Compact, _) => self.is_large(),
            (Profile::Short, "20x20") => !coarse,
            (Profile::Short, _) => true,
        }
    }
}

#[test]
fn every_label_invites_to_scan_and_says_its_short_code() {
    for case in Case::all() {
        for composed in [EcLevel::M, EcLevel::L].into_iter().filter_map(|level| case.composed(level).ok()) {
            let printed = case.printed(&composed);
            assert!(printed.contains("Cekasal") || printed.contains("Pindaiuntukcekasal"), "{case:?}: {printed}");
            assert!(printed.contains(case.goods.code()), "{case:?}: {printed}");
            assert_eq!(fault(&composed.layout), None, "{case:?}");
        }
    }
}

#[test]
fn a_label_of_40_x_30_and_larger_says_the_whole_address_of_its_short_code() {
    for case in Case::all().filter(Case::is_large) {
        for composed in [EcLevel::M, EcLevel::L].into_iter().filter_map(|level| case.composed(level).ok()) {
            let (printed, host) = (case.printed(&composed), format!("{}/s/", case.host));
            assert!(printed.contains(&host), "{case:?}: {printed}");
        }
    }
}

#[test]
fn the_designs_hold_the_codes_they_promise_to() {
    let broken = Case::all().filter(Case::is_promised).filter_map(|case| Some((case, case.ordered().err()?)));
    let broken: Vec<String> = broken.map(|(case, refusal)| format!("{case:?}: {refusal}")).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_refusal_names_a_label_that_holds_the_code() {
    let refused = Case::all().filter_map(|case| Some((case, case.composed(EcLevel::M).err()?)));
    let (mut dense, mut wordless) = (0, 0);
    for (case, refusal) in refused {
        let (Error::SymbolTooDense { remedy, .. } | Error::NoRoomBeside { remedy, .. }) = &refusal else {
            panic!("{case:?}: {refusal}")
        };
        let name = remedy.split("that fits is ").nth(1).and_then(|rest| rest.split(';').next()).expect("a label");
        let design = Design::named(name).expect("ready-made");
        assert!(Case { design, ..case }.composed(EcLevel::M).is_ok(), "{case:?}: {refusal}");
        *(if matches!(refusal, Error::NoRoomBeside { .. }) { &mut wordless } else { &mut dense }) += 1;
    }
    assert!(dense > 0 && wordless > 0, "{dense} {wordless}");
}

#[test]
fn a_small_label_says_in_brief_what_it_has_no_room_for_and_that_is_told() {
    let design = Design::named("20x20").expect("known");
    let (profile, host, device, goods) = (Profile::Short, HOSTS[1], Device::Vector, Goods::Much);
    let composed = Case { design, profile, host, device, goods }.composed(EcLevel::M).expect("it fits");
    let brief = Note::Cut { field: "scan_to_check", printed: "Cek asal".into() };
    assert_eq!(composed.notes, [brief, Note::Left { field: "host" }]);
}
