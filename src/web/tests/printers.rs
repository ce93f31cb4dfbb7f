//! A producer's printers: measured once, remembered, and used for labels.
use axum::http::{StatusCode, header};

use super::fixtures::now;
use super::people::house;
use crate::accounts::{Reach, Role};
use crate::audit;
use crate::printers::{self, Language, Measured, Printer, ReceiptPaper};

#[tokio::test]
async fn an_owner_measures_a_printer_and_labels_follow_it() {
    let house = house().await;
    let [own, foreign] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    house.person("tono", Role::Owner, Reach::Producer(foreign.id)).await;
    let (sari, tono) = (house.enter("sari").await, house.enter("tono").await);
    let place = format!("/usaha/{}/printer", own.id);

    // Nothing is measured yet; the page to measure on is there.
    let page = house.get(&place, &sari).await;
    assert!(page.text().contains("Belum ada.") && page.text().contains("Halaman ukur"), "{}", page.text());
    let sheet = house.get(&format!("{place}/ukur?kertas=tj-103"), &sari).await;
    assert_eq!(sheet.headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(sheet.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"ukur-tj-103.pdf\"");
    assert!(sheet.bytes.starts_with(b"%PDF-"));
    for nothing in ["kertas=x", "kertas=tj-103&pencetak=x"] {
        assert_eq!(house.get(&format!("{place}/ukur?{nothing}"), &sari).await.status, StatusCode::NOT_FOUND);
    }

    // A slip of the ruler is told at its field, and what was typed stays.
    let slip = house.post(&place, &sari, "nama=Epson+dapur&mesin=biasa&datar=9,95&kiri=21").await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["id=\"datar-salah\"", "value=\"9,95\"", "value=\"Epson dapur\""] {
        assert!(slip.text().contains(said), "{said}: {}", slip.text());
    }
    let form = "nama=Epson+%3Cdapur%3E&mesin=biasa&datar=99,5&kiri=21&producer_id=2";
    assert_eq!(house.post(&place, &sari, form).await.status, StatusCode::SEE_OTHER);
    let kept = printers::printers_of(&mut &house.db, own.id).await.unwrap();
    assert_eq!((kept.len(), kept[0].right, kept[0].scale_x), (1, -1_000, 1_005_025));
    let page = house.get(&format!("{place}?ok=printer"), &sari).await;
    assert!(page.text().contains("Epson &#60;dapur&#62;") && page.text().contains("Printer tersimpan"));

    // Measured anew under a better name; the old one is not there any more.
    let anew = house.get(&format!("{place}?nama=Epson+%3Cdapur%3E"), &sari).await;
    assert!(anew.text().contains("value=\"99,5\"") && anew.text().contains("value=\"21\""), "{}", anew.text());
    let form = "dulu=Epson+%3Cdapur%3E&nama=Epson&mesin=biasa&datar=99,5&kiri=20,5";
    assert_eq!(house.post(&place, &sari, form).await.status, StatusCode::SEE_OTHER);
    let kept = printers::printers_of(&mut &house.db, own.id).await.unwrap();
    assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].right), (1, "Epson", -500));

    // It is nobody else's: not seen, not measured with, not forgotten.
    let theirs = format!("/usaha/{}/printer", foreign.id);
    assert!(!house.get(&theirs, &tono).await.text().contains("Epson</"));
    assert_eq!(house.get(&format!("{theirs}/ukur?pencetak=Epson"), &tono).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&theirs, &tono, "hapus=Epson").await.status, StatusCode::NOT_FOUND);

    assert_eq!(house.post(&place, &sari, "hapus=Epson").await.status, StatusCode::SEE_OTHER);
    assert_eq!(printers::printers_of(&mut &house.db, own.id).await.unwrap(), []);
    let trail = audit::search(&mut &house.db, &audit::Wanted::default(), None, 3).await.unwrap();
    let acts: Vec<_> = trail.entries.iter().map(|it| it.entry.act).collect();
    assert_eq!(acts, [audit::Act::PrinterRemoved, audit::Act::PrinterSet, audit::Act::PrinterSet]);
}

#[tokio::test]
async fn the_offices_printers_are_shown_and_left_alone() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let sari = house.enter("sari").await;
    let measured = Measured {
        right: 0.0,
        down: 0.0,
        scale_x: 1.0,
        scale_y: 1.0,
        dpi: Some(203),
        language: Some(Language::EscPos),
        paper: Some(ReceiptPaper::Mm58),
    };
    let printer = Printer::new("Loket", None, measured, now()).unwrap();
    let put = house.db.write(move |tx| {
        let printer = printer.clone();
        Box::pin(async move { printers::put_printer(tx, &printer).await })
    });
    put.await.unwrap();
    let place = format!("/usaha/{}/printer", own.id);
    let page = house.get(&place, &sari).await;
    assert!(page.text().contains("Loket") && page.text().contains("Milik Dinas"));
    assert!(!page.text().contains("name=\"hapus\""));
    assert_eq!(house.post(&place, &sari, "hapus=Loket").await.status, StatusCode::NOT_FOUND);

    // One's own of the same name comes first.
    assert_eq!(house.post(&place, &sari, "nama=Loket&mesin=biasa").await.status, StatusCode::SEE_OTHER);
    let kept = printers::printers_of(&mut &house.db, own.id).await.unwrap();
    assert_eq!(kept.iter().map(|printer| printer.producer).collect::<Vec<_>>(), [Some(own.id), None]);
}
