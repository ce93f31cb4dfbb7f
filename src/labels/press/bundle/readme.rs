//! What a print house must know, in Indonesian and below in English.

use super::Particulars;
use crate::labels::Symbol;
use crate::labels::lettering::text;

/// The read-me. Its lines end as those of Windows do, where most print houses will open it.
pub(super) fn write(particulars: &Particulars<'_>, codes: u64) -> String {
    let clean = |words: &str| text::inert(words);
    let (product, producer) = (clean(particulars.product), clean(particulars.producer));
    let (batch, quantity) = (clean(particulars.production_code), particulars.quantity);
    let (symbol, level) = (particulars.symbol, particulars.level);
    let quiet = Symbol::QUIET_ZONE as f32 * symbol.module;
    let (module, side) = (symbol.module, symbol.side() + 2.0 * quiet);
    let module_id = format!("{module:.3}").replace('.', ",");
    let side_id = format!("{side:.1}").replace('.', ",");
    let quiet_id = format!("{quiet:.1}").replace('.', ",");
    let (each_id, each_en) = match codes {
        1 => ("Semua label memakai kode yang sama.", "All labels carry the same code."),
        _ => (
            "Setiap label memakai kode lain; tidak ada kode yang dicetak dua kali.",
            "Every label carries another code; no code is printed twice.",
        ),
    };
    format!(
        "BACA SAYA - LABEL QR UNTUK PERCETAKAN

Produk          : {product}
Produsen        : {producer}
Kode produksi   : {batch}
Jumlah cetak    : {quantity} label
Jumlah kode     : {codes}
{each_id}

ISI
  codes.csv, codes.xlsx   daftar kode: no, alamat, item, kode produksi, kode pendek, teks, nama berkas
  svg/                    satu gambar vektor per kode, sudah dengan tepi putih

CARA MENCETAK
  1. Ukuran kode {side_id} x {side_id} mm termasuk tepi putih; satu modul {module_id} mm. JANGAN diperkecil atau diubah skalanya.
  2. Tepi putih (quiet zone) {quiet_id} mm di keempat sisi harus tetap kosong: tanpa teks, garis, atau gambar.
  3. Hitam murni K100 saja; jangan hitam campuran (rich black). Jangan dibalik menjadi putih di atas gelap.
  4. Pada foil, kraft, atau bahan bening: cetak dahulu bidang putih seluas kode dengan tepi putihnya.
  5. Bleed 3 mm di luar garis potong; teks dan kode paling sedikit 5 mm di dalamnya.
  6. Bila kode dibuat sendiri dari daftar: isi QR adalah kolom 'alamat' apa adanya, satu huruf pun tidak diubah;
     QR model 2, koreksi kesalahan {level:?} atau lebih tinggi. Kolom alamat adalah teks, jangan dijadikan angka.
  7. Jangan melintasi lipatan, sambungan, atau ritsleting; pada botol, lebar kode paling besar sepertiga garis tengahnya.

MEMERIKSA CONTOH CETAK
  - Ukur: sisi kode dengan tepi putih harus {side_id} mm.
  - Pindai dengan kamera dua ponsel yang berbeda: kode pertama, kode tengah, dan kode terakhir.
  - Alamat yang terbuka harus sama dengan kolom 'alamat' pada barisnya.
  - Jumlah label jadi harus {quantity}. Sisa dan label gagal dimusnahkan, tidak dijual dan tidak dipakai.

------------------------------------------------------------------------

READ ME - QR LABELS FOR THE PRINT HOUSE

Product         : {product}
Producer        : {producer}
Production code : {batch}
To be printed   : {quantity} labels
Codes           : {codes}
{each_en}

CONTENTS
  codes.csv, codes.xlsx   the list: number, address, item, production code, short code, text, file name
  svg/                    one vector drawing per code, its white margin included

HOW TO PRINT
  1. The code is {side:.1} x {side:.1} mm with its white margin; one module is {module:.3} mm. Do NOT scale it.
  2. The white margin (quiet zone) of {quiet:.1} mm on all four sides stays empty: no text, line or picture.
  3. Pure black K100 only; no rich black. Do not invert it to white on dark.
  4. On foil, kraft or clear stock: print a white panel as large as the code with its margin first.
  5. Bleed 3 mm beyond the cutting line; words and code at least 5 mm inside it.
  6. If you draw the codes from the list: a QR holds the column 'alamat' as it is, not a letter changed; QR model 2, error
     correction {level:?} or higher. The column is text; do not turn it into numbers.
  7. Not across folds, seams or zips; on bottles the code is at most a third of the diameter wide.

CHECKING A PROOF
  - Measure: the code with its white margin is {side:.1} mm wide.
  - Scan with the cameras of two different phones: the first, a middle and the last code.
  - The address that opens must equal the column 'alamat' of its row.
  - {quantity} labels must come out. Spare and spoilt labels are destroyed, neither sold nor used.
"
    )
    .replace('\n', "\r\n")
}
