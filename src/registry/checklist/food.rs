//! The items, in the order of the regulation.
use telusur_code::kind;

use super::{Item, Said, Scope, State, What};
use crate::clock::{Day, iso};
use crate::registry::{Batch, Certification, Level, Producer, Product, Scale};

const LABEL: &str = "PerBPOM 31/2018 jo. 20/2021";
const HALAL: &str = "PP 42/2024; Kepka BPJPH 40/2022";
const CODE_2D: &str = "PerBPOM 22/2022";

/// What the register knows of a pack.
#[derive(Debug, Clone, Copy)]
pub struct Pack<'a> {
    /// What is in it.
    pub product: &'a Product,
    /// Who makes it.
    pub producer: &'a Producer,
    /// Its certificates and permits.
    pub certifications: &'a [Certification],
    /// The batch, when the list is for one.
    pub batch: Option<&'a Batch>,
    /// The day on which they must hold.
    pub today: Day,
}

/// What the pack must show; no items when the list is not meant for the product. `date` writes a day in Indonesian.
pub fn checklist(pack: Pack<'_>, date: impl Fn(Day) -> String) -> (Scope, Vec<Item>) {
    let scope = Scope::of(pack.product, pack.producer, pack.certifications);
    let items = match scope {
        Scope::Other => Vec::new(),
        Scope::Food | Scope::Unsure => vec![
            name(pack.product),
            ingredients(pack.product),
            net_content(pack.product),
            maker(pack.producer),
            halal(&pack, &date),
            production(pack.batch, &date),
            best_before(pack.batch, &date),
            permit(&pack, &date),
            origin(),
            wording(),
            official_code(&pack),
        ],
    };
    (scope, items)
}

fn item(what: What, state: State, advice: Option<Said>) -> Item {
    Item { what, rule: LABEL, state, advice }
}

fn missing(id: &str, en: &str) -> State {
    State::Missing(Said::new(id, en))
}

fn name(product: &Product) -> Item {
    let advice = Said::new(
        "Nama jenis pangan harus ada (misalnya 'Kopi bubuk'), tidak cukup nama dagang; tanpa kata mutu atau keamanan.",
        "The kind of food must be named (such as 'Kopi bubuk'), a trade name is not enough; no words of quality or safety.",
    );
    item(What::Name, State::Ready(product.name.clone()), Some(advice))
}

fn ingredients(product: &Product) -> Item {
    let advice = Said::new(
        "Urut dari yang terbanyak, dengan bahan tambahan pangan; bahan alergen (susu, telur, kacang, ikan, …) ditandai.",
        "The most first, food additives included; allergens (milk, egg, nuts, fish, …) marked.",
    );
    let state = match &product.ingredients {
        Some(text) => State::Ready(format!("Komposisi: {text}")),
        None => missing(
            "Isi kolom ingredients_id dalam daftar produk, lalu 'telusur import products'.",
            "Fill the column ingredients_id in the list of products, then 'telusur import products'.",
        ),
    };
    item(What::Ingredients, state, Some(advice))
}

fn net_content(product: &Product) -> Item {
    let state = match &product.net_content {
        Some(text) => State::Ready(format!("Berat bersih/isi bersih: {text}")),
        None => missing(
            "Isi kolom net_content dalam daftar produk (misalnya '200 g'), lalu 'telusur import products'.",
            "Fill the column net_content in the list of products (such as '200 g'), then 'telusur import products'.",
        ),
    };
    let advice = Said::new(
        "'Berat bersih' untuk pangan padat, 'isi bersih' untuk cair.",
        "'Berat bersih' for solid food, 'isi bersih' for liquids.",
    );
    item(What::NetContent, state, Some(advice))
}

fn maker(producer: &Producer) -> Item {
    let region = producer.region.region();
    let state = match &producer.address {
        Some(street) => State::Ready(format!(
            "Diproduksi oleh: {}, {street}, {}, {}, Indonesia",
            producer.name, region.name, region.province
        )),
        None => missing(
            "Isi kolom address dalam daftar produsen, lalu 'telusur import producers'.",
            "Fill the column address in the list of producers, then 'telusur import producers'.",
        ),
    };
    let advice = Said::new("Tambahkan kode pos.", "Add the postal code.");
    item(What::Maker, state, Some(advice))
}

/// The certificates or permits of some kinds: the first that holds, or else the last that did.
fn standing<'a>(pack: &Pack<'a>, kinds: &[u64]) -> Option<Result<&'a Certification, &'a Certification>> {
    let of_kind = || pack.certifications.iter().filter(|entry| kinds.contains(&entry.kind));
    match of_kind().find(|entry| entry.holds_on(pack.today)) {
        Some(entry) => Some(Ok(entry)),
        None => of_kind().max_by_key(|entry| entry.lapses()).map(Err),
    }
}

fn lapsed(entry: &Certification, date: &impl Fn(Day) -> String) -> State {
    let since = entry.lapses();
    State::Missing(Said::new(
        format!(
            "{} tidak berlaku lagi sejak {}; perbarui, lalu catat nomor yang baru dengan 'telusur certify'.",
            entry.number,
            since.map_or_else(|| "berakhir".into(), date)
        ),
        format!(
            "{} has not been valid since {}; renew it, then enter the new number with 'telusur certify'.",
            entry.number,
            since.map_or_else(|| "it ended".into(), iso)
        ),
    ))
}

fn halal(pack: &Pack<'_>, date: &impl Fn(Day) -> String) -> Item {
    let state = match standing(pack, &[kind::HALAL]) {
        Some(Ok(entry)) => State::Ready(entry.number.clone()),
        Some(Err(entry)) => lapsed(entry, date),
        None => no_halal(pack.producer.scale),
    };
    let advice = Said::new(
        "Nomor ini dicetak bersama logo Halal Indonesia, mudah dilihat dan tidak mudah lepas. Berkas logo resmi diambil \
         pemilik sertifikat dari BPJPH (bpjph.halal.go.id); Telusur tidak pernah menggambarnya.",
        "The number is printed with the logo Halal Indonesia, easy to see and not to be removed. The holder of the \
         certificate gets the official file from BPJPH (bpjph.halal.go.id); Telusur never draws it.",
    );
    Item { rule: HALAL, ..item(What::Halal, state, Some(advice)) }
}

fn no_halal(scale: Scale) -> State {
    let (since_id, since_en) = match scale {
        Scale::Micro | Scale::Small => ("17 Oktober 2026", "17 October 2026"),
        Scale::Medium => ("18 Oktober 2024", "18 October 2024"),
    };
    State::Missing(Said::new(
        format!(
            "Usaha ini wajib bersertifikat halal sejak {since_id}; ajukan ke BPJPH (usaha mikro dan kecil dapat lewat \
             pernyataan dengan pendamping). Pangan dari bahan tidak halal mencantumkan keterangan tidak halal."
        ),
        format!(
            "Makers of this size must be certified since {since_en}; apply to BPJPH (micro and small makers may declare \
             with a companion). Food of non-halal ingredients states that it is not halal."
        ),
    ))
}

/// A batch with its own kode produksi; codes for a whole product name none.
fn dated(batch: Option<&Batch>) -> Option<&Batch> {
    batch.filter(|batch| batch.level != Level::Product)
}

fn which_batch() -> State {
    State::ByHand(Said::new(
        "Berbeda tiap bets; lihat dengan --batch KODE.",
        "Differs from batch to batch; look with --batch KODE.",
    ))
}

fn production(batch: Option<&Batch>, date: &impl Fn(Day) -> String) -> Item {
    let state = match dated(batch) {
        None => which_batch(),
        Some(batch) => match batch.produced {
            Some(day) => State::Ready(format!("Tanggal produksi: {}. Kode produksi: {}", date(day), batch.code)),
            None => missing(
                "Bets ini terbit tanpa tanggal produksi; cetak tanggalnya sendiri, dan beri --produced pada bets berikut.",
                "This batch was issued without its day of production; print the day yourself, and give --produced next time.",
            ),
        },
    };
    item(What::Production, state, None)
}

fn best_before(batch: Option<&Batch>, date: &impl Fn(Day) -> String) -> Item {
    let state = match dated(batch) {
        None => which_batch(),
        Some(batch) => match batch.best_before {
            Some(day) => State::Ready(format!("Baik digunakan sebelum {}", date(day))),
            None => missing(
                "Bets ini terbit tanpa tanggal kedaluwarsa; cetak tanggalnya sendiri, dan beri --best-before pada bets berikut.",
                "This batch was issued without its last good day; print the day yourself, and give --best-before next time.",
            ),
        },
    };
    let advice = Said::new("Tanggal, bulan, dan tahun.", "Day, month and year.");
    item(What::BestBefore, state, Some(advice))
}

fn permit(pack: &Pack<'_>, date: &impl Fn(Day) -> String) -> Item {
    let state = match standing(pack, &[kind::PIRT, kind::MD, kind::ML]) {
        Some(Ok(entry)) if entry.kind == kind::PIRT => State::Ready(entry.number.clone()),
        Some(Ok(entry)) => State::Ready(format!("BPOM RI {}", entry.number)),
        Some(Err(entry)) => lapsed(entry, date),
        None => missing(
            "Belum ada izin edar pada data: urus SPP-IRT lewat OSS (oss.go.id) atau izin MD di BPOM, lalu 'telusur certify'.",
            "No permit is on record: obtain SPP-IRT through OSS (oss.go.id) or MD from BPOM, then 'telusur certify'.",
        ),
    };
    item(What::Permit, state, None)
}

fn origin() -> Item {
    let look = Said::new(
        "Sebutkan bila ada: bahan asal hewan tertentu (misalnya babi), rekayasa genetik, iradiasi, atau bahan yang \
         bersinggungan dengannya.",
        "State, where it applies: ingredients of certain animals (such as pork), genetically modified or irradiated food, \
         or shared equipment.",
    );
    item(What::Origin, State::ByHand(look), None)
}

fn wording() -> Item {
    let look = Said::new(
        "Keterangan wajib dalam bahasa Indonesia, angka Arab, huruf Latin, mudah dibaca; tidak menyesatkan, tanpa janji \
         khasiat.",
        "Obligatory words in Indonesian, Arabic numerals, Latin letters, easy to read; nothing that misleads or promises \
         a cure.",
    );
    item(What::Wording, State::ByHand(look), None)
}

fn official_code(pack: &Pack<'_>) -> Item {
    let by_bpom = pack.certifications.iter().any(|entry| matches!(entry.kind, kind::MD | kind::ML));
    let look = match by_bpom {
        true => Said::new(
            "Izin MD dan ML membawa kode 2D BPOM sendiri, paling kecil 6 x 6 mm, dengan tulisan 'BPOM RI' bila ada dua \
             kode pada kemasan. Unduh dari BPOM; kode Telusur bukan penggantinya.",
            "Permits MD and ML bring BPOM's own 2D code, at least 6 x 6 mm, with the words 'BPOM RI' when a pack has two \
             codes. Download it from BPOM; Telusur's code is no substitute.",
        ),
        false => Said::new(
            "Hanya untuk izin dari BPOM (MD, ML); P-IRT dari bupati atau wali kota tidak membawanya.",
            "Only for permits of BPOM (MD, ML); P-IRT, given by bupati or wali kota, brings none.",
        ),
    };
    Item { rule: CODE_2D, ..item(What::OfficialCode, State::ByHand(look), None) }
}
