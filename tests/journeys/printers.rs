//! A printer is measured once and remembered, on both databases.
use telusur::clock::Moment;
use telusur::db::{self, Db};
use telusur::printers::{self, Language, Measured, Printer, ReceiptPaper};

use crate::databases::for_each_database;
use crate::program::Office;
use crate::world::World;

const MEASURED: Measured = Measured {
    right: -0.8,
    down: 1.5,
    scale_x: 1.0,
    scale_y: 0.998,
    dpi: Some(203),
    language: Some(Language::EscPos),
    paper: Some(ReceiptPaper::Mm58),
};

async fn remembers(db: &Db, printer: &Printer) {
    let printer = printer.clone();
    let stored: Result<(), db::Error> = db
        .write(move |tx| {
            let printer = printer.clone();
            Box::pin(async move { printers::put_printer(tx, &printer).await })
        })
        .await;
    stored.unwrap();
}

#[tokio::test]
async fn what_was_measured_comes_back_and_each_owner_has_its_own() {
    for_each_database(async |db: Db| {
        let world = World::new(db.clone()).await;
        let maker = Some(world.maker().await.id);
        let q = &mut &db;
        let office = Printer::new("Xprinter", None, MEASURED, Moment(1)).unwrap();
        let own = Printer::new("Xprinter", maker, Measured { right: 3.0, ..MEASURED }, Moment(2)).unwrap();

        remembers(&db, &office).await;
        assert_eq!(printers::find_printer(q, maker, "Xprinter").await.unwrap(), Some(office.clone()));
        remembers(&db, &own).await;
        assert_eq!(printers::find_printer(q, maker, "Xprinter").await.unwrap(), Some(own.clone()));
        assert_eq!(printers::find_printer(q, None, "Xprinter").await.unwrap(), Some(office.clone()));
        assert_eq!(printers::all_printers(q).await.unwrap(), [office.clone(), own.clone()]);

        // Measured anew: one row, not two.
        let plain = Measured { dpi: None, language: None, paper: None, ..MEASURED };
        let truer = Printer::new("Xprinter", maker, plain, Moment(3)).unwrap();
        remembers(&db, &truer).await;
        assert_eq!(printers::all_printers(q).await.unwrap(), [office.clone(), truer]);

        let removed: Result<bool, db::Error> =
            db.write(move |tx| Box::pin(printers::remove_printer(tx, maker, "Xprinter"))).await;
        assert!(removed.unwrap());
        assert_eq!(printers::all_printers(q).await.unwrap(), [office]);
        assert_eq!(printers::find_printer(q, maker, "Epson").await.unwrap(), None);
    })
    .await;
}

#[test]
fn an_office_enters_lists_and_forgets_printers() {
    let office = Office::at_work();
    let set = ["printers", "set", "Epson dapur", "--right", "-0.8", "--down", "1.5", "--scale-y", "0.998"];
    office.types(&set).done();
    office
        .types(&["printers", "set", "Zebra", "--producer", "IKM-1804-001", "--dpi", "300", "--language", "zpl"])
        .done();
    office.types(&["printers", "set", "Struk", "--language", "escpos", "--width", "58"]).done();
    let list = office.types(&["printers", "list"]).done();
    let rows: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0][..9], ["Epson dapur", "-", "-0.800", "+1.500", "1.000000", "0.998000", "-", "-", "-"]);
    assert_eq!(rows[1][6..9], ["-", "escpos", "58"]);
    assert_eq!(rows[2][..9], ["Zebra", "IKM-1804-001", "+0.000", "+0.000", "1.000000", "1.000000", "300", "zpl", "-"]);

    for (flag, value, told) in [
        ("--right", "11", "--right 11 mm: a printer is moved by at most 10 mm"),
        ("--scale-x", "0.5", "a scale lies between 0.95 and 1.05"),
        ("--dpi", "12", "printers have 100 to 2400 dots per inch"),
        ("--width", "70", "receipt printers take paper of 58 or 80 mm"),
        ("--producer", "IKM-9", "there is no producer 'IKM-9'"),
    ] {
        let said = office.types(&["printers", "set", "Lain", flag, value]).refused(2);
        assert!(said.contains(told), "{said}");
    }
    assert_eq!(office.types(&["printers", "list"]).done(), list);

    office.types(&["printers", "remove", "Zebra"]).refused(2);
    office.types(&["printers", "remove", "Zebra", "--producer", "IKM-1804-001"]).done();
    assert_eq!(office.types(&["printers", "list"]).done().lines().count(), 2);
}
