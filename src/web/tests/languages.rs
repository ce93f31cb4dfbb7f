//! What the register finds odd is told in the language of the page.
use super::agency::{opens, staffed, trademark};
use crate::casework::ClaimDraft;
use crate::registry;

#[tokio::test]
async fn a_case_says_what_is_odd_in_the_language_of_the_page() {
    let (house, owner) = staffed().await;
    let [own, _] = house.producers().await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let short = ClaimDraft { number: "IDM00012345".to_owned(), ..trademark(product) };
    let path = format!("/dinas/perkara/{}", opens(&house, owner, short).await);
    let officer = house.enter("budi").await;
    let indonesian = "ada 8 angka setelah IDM, biasanya 9; bandingkan dengan sertifikatnya";
    let english = "it has 8 digits after IDM, the usual number has 9; compare it with the certificate";
    for (lang, shown, hidden) in [("id", indonesian, english), ("en", english, indonesian)] {
        let page = house.get(&format!("{path}?lang={lang}"), &officer).await;
        assert!(page.text().contains(shown) && !page.text().contains(hidden), "{lang}: {}", page.text());
    }
}
