//! What the pack must show besides the code: filled from the register, and what is missing is said.
use serde_json::Value;

use crate::program::Office;

fn list(office: &Office, more: &[&str]) -> Value {
    let words = [&["checklist", "--json", "--product"][..], more].concat();
    serde_json::from_str(&office.types(&words).done()).unwrap()
}

fn item<'a>(list: &'a Value, what: &str) -> &'a Value {
    list["items"].as_array().unwrap().iter().find(|item| item["item"] == what).unwrap()
}

#[test]
fn a_coffee_maker_sees_what_the_pack_must_show() {
    let office = Office::at_work();
    let list = list(&office, &["IKM-1804-001-01", "--batch", "A-1"]);
    assert_eq!(list["applies"], true);
    for (what, text) in [
        ("product_name", "Kopi Robusta Bubuk Petik Merah 200 g"),
        ("ingredients", "Komposisi: Biji kopi robusta 100%"),
        ("net_content", "Berat bersih/isi bersih: 200 g"),
        (
            "maker",
            "Diproduksi oleh: IKM Kopi Bukit Khayal, Jl. Contoh No. 1, Kabupaten Lampung Barat, Lampung, Indonesia",
        ),
        ("halal", "ID18119999000010623"),
        ("permit", "P-IRT 5101804019901-28"),
    ] {
        assert_eq!(
            (item(&list, what)["state"].as_str(), item(&list, what)["print"].as_str()),
            (Some("ready"), Some(text))
        );
    }
    assert!(item(&list, "production")["print"].as_str().unwrap().ends_with("Kode produksi: A-1"));
    assert!(item(&list, "best_before")["print"].as_str().unwrap().starts_with("Baik digunakan sebelum "));
    assert!(item(&list, "halal")["advice"].as_str().unwrap().contains("Telusur tidak pernah menggambarnya"));
    for what in ["origin_of_ingredients", "wording", "official_code"] {
        assert_eq!(item(&list, what)["state"], "by_hand");
    }
    assert!(list["about"].as_str().unwrap().contains("Kode QR tidak menggantikan satu pun"));
}

#[test]
fn what_is_missing_or_has_lapsed_is_said_with_what_to_do() {
    let office = Office::at_work();
    // An MUI number that lapsed long ago, and no batch named.
    let fish = list(&office, &["IKM-1806-003-01", "--lang", "en"]);
    assert_eq!(item(&fish, "halal")["state"], "missing");
    let told = item(&fish, "halal")["do"].as_str().unwrap();
    assert!(told.contains("99060000990618 has not been valid since") && told.contains("telusur certify"), "{told}");
    assert_eq!(item(&fish, "production")["do"], "Differs from batch to batch; look with --batch KODE.");

    // Palm sugar without a halal certificate; a draft without a permit.
    let sugar = list(&office, &["IKM-1809-003-01"]);
    assert!(item(&sugar, "halal")["do"].as_str().unwrap().contains("wajib bersertifikat halal sejak"));
    let draft = list(&office, &["IKM-1810-003-01"]);
    assert!(item(&draft, "permit")["do"].as_str().unwrap().contains("oss.go.id"));
}

#[test]
fn the_list_is_for_processed_food_only() {
    let office = Office::at_work();
    for product in ["IKM-1871-002-01", "IKM-1871-005-02", "IKM-1871-006-01", "IKM-1803-003-01"] {
        let list = list(&office, &[product]);
        assert_eq!((&list["applies"], list["items"].as_array().unwrap().len()), (&Value::Bool(false), 0), "{product}");
        let said = office.types(&["checklist", "--product", product]).done();
        assert!(said.contains("tidak berlaku untuk produk ini"), "{said}");
    }
    let said = office.types(&["checklist", "--product", "NONE"]).refused(2);
    assert!(said.contains("there is no product 'NONE'"), "{said}");
}

#[test]
fn people_read_it_in_either_language() {
    let office = Office::at_work();
    let id = office.types(&["checklist", "--product", "IKM-1804-001-01"]).done();
    assert!(id.contains("[siap] Daftar bahan (PerBPOM 31/2018 jo. 20/2021)\n    Komposisi: Biji kopi"), "{id}");
    let en = office.types(&["checklist", "--product", "IKM-1804-001-01", "--lang", "en"]).done();
    assert!(en.contains("[ready] Ingredients (PerBPOM 31/2018 jo. 20/2021)\n    Komposisi: Biji kopi"), "{en}");
    assert!(en.contains("The QR code replaces none of these"));
}
