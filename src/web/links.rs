//! Addresses of this service's own pages: all that everybody may see, and those that are handed over. Desks know their own.
use super::Site;
use crate::accounts::Secret;
use crate::registry::{Producer, ProducerId, ProductId, RegionCode};
use crate::reports::Number;
use crate::uploads::PhotoId;
use crate::verification::Code;

/// The page of a producer.
pub(crate) fn producer(id: ProducerId) -> String {
    format!("/produsen/{id}")
}

/// The console of a producer.
pub(crate) fn business(id: ProducerId) -> String {
    format!("/usaha/{id}")
}

/// The page of a product.
pub(crate) fn product(id: ProductId) -> String {
    format!("/produk/{id}")
}

/// The page of a kabupaten or kota.
pub(crate) fn region(code: RegionCode) -> String {
    format!("/wilayah/{code}")
}

/// Where to sign in, and the page to come back to.
pub(crate) fn sign_in(back: &str) -> String {
    and_back("/masuk", back)
}

/// Where to show the code of the second factor, and the page to come back to.
pub(crate) fn second_step(back: &str) -> String {
    and_back("/masuk/kode", back)
}

fn and_back(path: &str, back: &str) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    format!("{path}?{}", address.append_pair("ke", back).finish())
}

/// The whole address of an invitation, which is handed over and never shown again.
pub(crate) fn invitation(site: &Site, secret: &Secret) -> String {
    format!("{}/undangan/{}", site.public_url(), *secret.text())
}

/// The whole address by which another password is set, likewise.
pub(crate) fn reset(site: &Site, secret: &Secret) -> String {
    format!("{}/sandi-baru/{}", site.public_url(), *secret.text())
}

/// The own address of a code.
pub(crate) fn code(code: &Code) -> String {
    let code = match code {
        Code::Signed(code) => code.signed(),
        Code::LookedUp(code, _) => return code.address(""),
    };
    match code.gs1_path() {
        None => format!("/{}", code.digits()),
        Some(path) => format!("{}?t={}", path.as_str(), code.digits()),
    }
}

/// A photo of a product, as large as it is kept.
pub(crate) fn photo(id: PhotoId) -> String {
    format!("/foto/{id}")
}

/// The same, small enough for a list.
pub(crate) fn small_photo(id: PhotoId) -> String {
    format!("/foto/{id}/kecil")
}

/// The form for a report about a code, by the code's own address; an empty one is none.
pub(crate) fn report(code: &str) -> String {
    if code.is_empty() {
        return "/lapor".to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("kode", code).finish();
    format!("/lapor?{query}")
}

/// Where the report with a number stands.
pub(crate) fn standing(number: &Number) -> String {
    format!("/laporan/{number}")
}

/// A chat with a producer who shows its contact, when its telephone is a mobile one of Indonesia (`08…`, `62 8…`).
pub(crate) fn whatsapp(producer: &Producer) -> Option<String> {
    let phone = producer.phone.as_deref().filter(|_| producer.contact_public)?;
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("62").or(digits.strip_prefix('0'))?.trim_start_matches('0');
    let is_mobile = national.starts_with('8') && (9..=12).contains(&national.len());
    is_mobile.then(|| format!("https://wa.me/62{national}"))
}
