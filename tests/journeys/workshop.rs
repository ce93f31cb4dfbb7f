//! A jam seller signs up, is taken on, enters goods, has codes issued and labels made; and what she may not.
use std::future::Future;
use std::pin::Pin;

use ed25519_dalek::SigningKey;
use telusur::accounts::{self, Hashed, Login, PersonId, Role, Secret};
use telusur::audit::{self, Act, Chain, Wanted as WantedActs};
use telusur::cases::{self, Kind, Stage};
use telusur::casework::{ClaimDraft, Who};
use telusur::clock::Moment;
use telusur::db::{Db, Tx};
use telusur::issuance::Signer;
use telusur::membership::Newcomer;
use telusur::printers::{self, Measured, Printer};
use telusur::registry::{self, ProducerId, ProducerStatus, ProductId, ProductStatus};
use telusur::scans::{self, Device, Entry};
use telusur::statistics;
use telusur::uploads;
use telusur::workshop::{
    self, Acting, BatchForm, DataForm, Error, Field, JoinForm, LabelForm, OrderId, ProductForm, Wanted,
};

use crate::databases::for_each_database;
use crate::world::{HOST, KOPI, World, day};

fn now() -> Moment {
    Moment::noon(day("2026-11-23"))
}

type Doing<'t, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 't>>;

async fn does<T: Send + 'static>(
    db: &Db,
    act: impl for<'t> Fn(&'t mut Tx) -> Doing<'t, T> + Send + 'static,
) -> Result<T, Error> {
    db.write(act).await
}

fn business() -> JoinForm {
    JoinForm {
        nama: "Selai Bu Rini".into(),
        daerah: "18.04".into(),
        skala: "mikro".into(),
        nib: "9900 1804 00077".into(),
        kbli: "10330".into(),
    }
}

async fn joins(db: &Db, form: JoinForm, login: &'static str, chance: u8) -> Result<(PersonId, ProducerId), Error> {
    let business = workshop::check_business(&form, [chance; 8])?;
    does(db, move |tx| {
        let business = business.clone();
        Box::pin(async move {
            let password = Hashed::new("pisang kepok goreng", &[], [1; 16])?;
            let owner = Newcomer { login: Login::parse(login)?, name: "Rini".into(), password };
            workshop::join(tx, &business, &owner, now()).await
        })
    })
    .await
}

/// Somebody at a producer's desk.
async fn at(db: &Db, person: PersonId, role: Role, producer: ProducerId) -> Acting {
    let producer = registry::find_producer(&mut &*db, producer).await.unwrap().unwrap();
    Acting::new(Who { person, role }, &producer, now())
}

async fn owner_of_coffee(world: &World) -> Acting {
    let maker = world.maker().await;
    let made = does(&world.db, |tx| {
        Box::pin(async move { Ok(accounts::create_person(tx, &Login::parse("sari")?, "Sari", now()).await?) })
    });
    at(&world.db, made.await.unwrap(), Role::Owner, maker.id).await
}

async fn acts(db: &Db, act: Act) -> usize {
    let wanted = WantedActs { act: Some(act), ..WantedActs::default() };
    audit::search(&mut &*db, &wanted, None, 50).await.unwrap().entries.len()
}

fn jam() -> ProductForm {
    ProductForm {
        nama: "Selai Nanas".into(),
        jenis: "Selai".into(),
        isi_bersih: "250 g".into(),
        daerah: "18.04".into(),
        bahan: "nanas, gula".into(),
        ..ProductForm::default()
    }
}

fn batch(code: &str, items: &str) -> BatchForm {
    BatchForm {
        kode: code.into(),
        jumlah: items.into(),
        dibuat: "2026-11-22".into(),
        baik: "2027-05-22".into(),
        ..BatchForm::default()
    }
}

async fn adds(db: &Db, acting: Acting, form: ProductForm) -> Result<ProductId, Error> {
    does(db, move |tx| {
        let form = form.clone();
        Box::pin(async move { workshop::add_product(tx, acting, &form).await })
    })
    .await
}

async fn changes(db: &Db, acting: Acting, id: ProductId, form: ProductForm) -> Result<(), Error> {
    does(db, move |tx| {
        let form = form.clone();
        Box::pin(async move { workshop::change_product(tx, acting, id, &form).await })
    })
    .await
}

async fn issues(
    db: &Db,
    acting: Acting,
    id: ProductId,
    form: BatchForm,
    fresh: bool,
) -> Result<registry::BatchId, Error> {
    does(db, move |tx| {
        let form = form.clone();
        Box::pin(async move { workshop::issue(tx, acting, id, &form, fresh).await })
    })
    .await
}

#[tokio::test]
async fn a_jam_seller_signs_up_and_waits_to_be_checked() {
    for_each_database(signs_up).await;
}

async fn signs_up(db: Db) {
    World::new(db.clone()).await;
    let (person, id) = joins(&db, business(), "0812 3456 7890", 3).await.unwrap();
    let made = registry::find_producer(&mut &db, id).await.unwrap().unwrap();
    assert_eq!((made.nib.as_deref(), made.status), (Some("9900180400077"), ProducerStatus::Awaiting));
    assert!(made.code.starts_with("IKM-1804-") && made.phone.is_some() && !made.contact_public);
    let waiting = cases::cases_of(&mut &db, id, None, 10).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].matter.kind(), waiting[0].stage), (1, Kind::Producer, Stage::Waiting));
    assert_eq!(acts(&db, Act::ProducerRegistered).await + acts(&db, Act::PersonMade).await, 2);

    // The same business again, and another one under the same login: nothing of either is stored.
    assert!(matches!(joins(&db, business(), "rini2", 4).await, Err(Error::NibTaken)));
    let other = JoinForm { nib: "9900180400078".into(), ..business() };
    assert!(matches!(joins(&db, other, "0812-3456-7890", 5).await, Err(Error::Accounts(accounts::Error::Taken(_)))));
    assert_eq!(registry::find_producer_by_nib(&mut &db, "9900180400078").await.unwrap(), None);

    // Products may be entered meanwhile; they are drafts, and no code is issued.
    let rini = at(&db, person, Role::Owner, id).await;
    let selai = adds(&db, rini, jam()).await.unwrap();
    let draft = registry::find_product(&mut &db, selai).await.unwrap().unwrap();
    assert_eq!((draft.status, draft.code.as_str()), (ProductStatus::Draft, format!("{}-01", made.code).as_str()));
    let early = issues(&db, rini, selai, batch("A", "10"), false).await;
    assert!(matches!(&early, Err(error) if error.is_for_the_office()), "{early:?}");
    assert!(matches!(adds(&db, rini, jam()).await, Err(Error::NameTaken(same)) if same == selai));
}

#[tokio::test]
async fn a_business_without_numbers_is_led_to_them() {
    for_each_database(is_led).await;
}

async fn is_led(db: Db) {
    let bare = JoinForm { nib: String::new(), kbli: String::new(), ..business() };
    let (person, id) = joins(&db, bare, "rini", 3).await.unwrap();
    assert!(cases::cases_of(&mut &db, id, None, 10).await.unwrap().is_empty(), "nothing to check yet");
    let rini = at(&db, person, Role::Owner, id).await;
    let saves = async |form: DataForm| {
        does(&db, move |tx| {
            let form = form.clone();
            Box::pin(async move { workshop::change_data(tx, rini, &form).await })
        })
        .await
    };
    let stored = registry::find_producer(&mut &db, id).await.unwrap().unwrap();
    let wrong = DataForm { nib: "123".into(), telepon: "x".into(), ..DataForm::of(&stored) };
    assert!(matches!(saves(wrong).await, Err(Error::Fields(fields)) if fields == [Field::Nib, Field::Phone]));
    let numbers = DataForm { nib: "9900180400077".into(), kbli: "10330".into(), ..DataForm::of(&stored) };
    saves(numbers.clone()).await.unwrap();
    assert_eq!(cases::cases_of(&mut &db, id, None, 10).await.unwrap().len(), 1);
    assert_eq!(acts(&db, Act::ProducerChanged).await, 1);
    // Saved again, it waits as before; with another name, nobody decides on what they have not seen.
    saves(numbers.clone()).await.unwrap();
    saves(DataForm { nama: "Selai Bu Rini Jaya".into(), ..numbers.clone() }).await.unwrap();
    let stages: Vec<Stage> =
        cases::cases_of(&mut &db, id, None, 10).await.unwrap().iter().map(|case| case.stage).collect();
    assert_eq!(stages, [Stage::Waiting, Stage::Withdrawn]);
    saves(numbers.clone()).await.unwrap();

    // Once an officer has checked it, the name and the numbers stay; the telephone may change.
    does(&db, move |tx| {
        Box::pin(async move { Ok(registry::set_producer_status(tx, id, ProducerStatus::Active).await.map(drop)?) })
    })
    .await
    .unwrap();
    let renamed = DataForm { nama: "Selai Lain".into(), ..numbers.clone() };
    assert!(matches!(saves(renamed).await, Err(Error::Locked)));
    saves(DataForm { telepon: "0812-3456-7890".into(), tampil: "ya".into(), ..numbers }).await.unwrap();
    assert!(registry::find_producer(&mut &db, id).await.unwrap().unwrap().contact_public);
}

#[tokio::test]
async fn what_certificates_were_given_for_is_not_changed_behind_the_offices_back() {
    for_each_database(keeps_what_is_checked).await;
}

async fn keeps_what_is_checked(db: Db) {
    let world = World::new(db.clone()).await;
    let sari = owner_of_coffee(&world).await;
    let kopi = world.product(KOPI).await;
    let form = ProductForm::of(&kopi);
    // What nobody has checked is the maker's to change.
    changes(&db, sari, kopi.id, ProductForm { nama: "Kopi Robusta Lampung".into(), ..form.clone() }).await.unwrap();

    let draft = ClaimDraft {
        product: kopi.id,
        kind: 11,
        number: "IDM000999001".into(),
        holder: None,
        issued: None,
        valid_until: None,
        document: None,
    };
    let seat = accounts::Seat::new(Role::Owner, accounts::Reach::Producer(sari.producer)).unwrap();
    let (case, _) = does(&db, move |tx| {
        let draft = draft.clone();
        Box::pin(async move {
            accounts::give_seat(tx, sari.who.person, seat, None, now()).await?;
            workshop::claim(tx, sari, &draft, None).await
        })
    })
    .await
    .unwrap();
    assert_eq!(cases::find(&mut &db, case).await.unwrap().state.stage(), Stage::Waiting);
    let renamed = ProductForm { nama: "Kopi Luwak".into(), ..form.clone() };
    assert!(matches!(changes(&db, sari, kopi.id, renamed.clone()).await, Err(Error::Locked)));
    let current = ProductForm::of(&world.product(KOPI).await);
    changes(&db, sari, kopi.id, ProductForm { cerita: "Dari kebun sendiri.".into(), ..current }).await.unwrap();

    // Another producer's product is not there, whoever asks.
    let (person, other) = joins(&db, business(), "rini", 3).await.unwrap();
    let rini = at(&db, person, Role::Owner, other).await;
    assert!(matches!(changes(&db, rini, kopi.id, renamed).await, Err(Error::Unknown("product"))));
    assert!(matches!(issues(&db, rini, kopi.id, batch("X", "5"), false).await, Err(Error::Unknown("product"))));
}

#[tokio::test]
async fn codes_are_issued_within_bounds_and_labels_printed_again() {
    for_each_database(issues_and_prints).await;
}

async fn issues_and_prints(db: Db) {
    let world = World::new(db.clone()).await;
    let sari = owner_of_coffee(&world).await;
    let kopi = world.product(KOPI).await.id;
    let first = issues(&db, sari, kopi, batch("221126-A", "30"), false).await.unwrap();
    assert!(matches!(
        issues(&db, sari, kopi, batch("221126-A", "30"), false).await,
        Err(Error::BatchTaken(same)) if same == first
    ));
    assert!(matches!(issues(&db, sari, kopi, batch("B", "5.001"), false).await, Err(Error::PasswordFirst)));
    issues(&db, sari, kopi, batch("B", "40.000"), true).await.unwrap();
    let left = workshop::CODES_A_DAY - 40_030;
    assert!(
        matches!(issues(&db, sari, kopi, batch("C", "9.971"), true).await, Err(Error::Cap { left: l }) if l == left)
    );
    let tomorrow = Acting { now: Moment(now().0 + 86_400_000), ..sari };
    issues(&db, tomorrow, kopi, batch("C", "9.971"), true).await.unwrap();
    assert_eq!(acts(&db, Act::BatchIssued).await, 3);

    let printer = does(&db, move |tx| {
        Box::pin(async move {
            let measured =
                Measured { right: 0.5, down: 0.0, scale_x: 1.0, scale_y: 1.0, dpi: None, language: None, paper: None };
            let printer = Printer::new("Epson dapur", Some(sari.producer), measured, now()).unwrap();
            printers::put_printer(tx, &printer).await.unwrap();
            Ok(printer)
        })
    })
    .await
    .unwrap();
    let ours = printers::printers_of(&mut &db, sari.producer).await.unwrap();
    assert_eq!(ours, [printer]);

    let found = registry::find_batch(&mut &db, first).await.unwrap().unwrap();
    let form = LabelForm {
        pencetak: "Epson dapur".into(),
        sampai: "24".into(),
        kertas: "a4-100x50".into(),
        ..LabelForm::default()
    };
    let sets_logo = async |shade: Option<u8>| {
        let set = does(&db, move |tx| {
            let picture = shade.map(crate::uploading::picture);
            Box::pin(async move { workshop::set_logo(tx, sari, picture.as_ref()).await })
        });
        set.await.unwrap();
        uploads::logo_of(&mut &db, sari.producer).await.unwrap()
    };
    let logo = sets_logo(Some(60)).await;
    let wanted = form.wanted(&found, &ours, logo).unwrap();
    let order = does(&db, move |tx| {
        let wanted = wanted.clone();
        Box::pin(async move { workshop::order_labels(tx, sari, first, &wanted).await })
    })
    .await
    .unwrap();
    assert_eq!(acts(&db, Act::LabelsOrdered).await, 1);

    let signer = Signer::new([SigningKey::from_bytes(&[1; 32])], world.secret().await);
    let once = prints(&db, sari, &signer, order).await;
    assert!(once.starts_with(b"%PDF-"));
    // Another logo, and the printer is measured anew; the order stays as it was.
    assert_ne!(sets_logo(Some(120)).await, logo);
    assert_eq!(sets_logo(None).await, None);
    does(&db, move |tx| {
        Box::pin(async move {
            let measured =
                Measured { right: -0.5, down: 1.0, scale_x: 1.0, scale_y: 1.0, dpi: None, language: None, paper: None };
            let printer = Printer::new("Epson dapur", Some(sari.producer), measured, now()).unwrap();
            printers::put_printer(tx, &printer).await.unwrap();
            Ok(())
        })
    })
    .await
    .unwrap();
    assert_eq!(prints(&db, sari, &signer, order).await, once);
    assert_eq!(workshop::orders_of(&mut &db, first).await.unwrap().len(), 1);

    let (person, other) = joins(&db, business(), "rini", 3).await.unwrap();
    let rini = at(&db, person, Role::Owner, other).await;
    assert!(matches!(workshop::order(&mut &db, rini, order).await, Err(Error::Unknown("batch"))));
    let nobody = Signer::new([], world.secret().await);
    let wanted: Wanted = workshop::order(&mut &db, sari, order).await.unwrap().0.wanted;
    let refused = workshop::printed(&mut &db, sari, Some(&nobody), first, &wanted, false).await;
    assert!(matches!(refused, Err(Error::Issue(telusur::issuance::Refusal::KeyElsewhere(_)))));
    assert!(matches!(workshop::printed(&mut &db, sari, None, first, &wanted, false).await, Err(Error::NoSigner)));
    for table in ["update label_orders set labels = 1", "delete from label_orders"] {
        assert!(world.types_sql(table).await.is_err(), "{table}");
    }
    assert!(matches!(audit::check_chain(&mut &db, None).await.unwrap(), Chain::Whole { .. }));
}

async fn prints(db: &Db, acting: Acting, signer: &Signer, order: OrderId) -> Vec<u8> {
    let (order, batch, _) = workshop::order(&mut &*db, acting, order).await.unwrap();
    let printing = workshop::printed(&mut &*db, acting, Some(signer), batch.id, &order.wanted, false).await.unwrap();
    let mut bytes = Vec::new();
    printing.plan(HOST).unwrap().print(&mut bytes, tempfile::tempfile, |_| {}).unwrap();
    bytes
}

#[tokio::test]
async fn an_owner_brings_staff_in_and_ends_their_seat() {
    for_each_database(brings_staff_in).await;
}

async fn brings_staff_in(db: Db) {
    let (person, id) = joins(&db, business(), "rini", 3).await.unwrap();
    let rini = at(&db, person, Role::Owner, id).await;
    let print = Secret::of([9; 32]).fingerprint();
    does(&db, move |tx| Box::pin(workshop::invite_staff(tx, rini, print))).await.unwrap();
    does(&db, move |tx| {
        Box::pin(async move {
            let tono = accounts::create_person(tx, &Login::parse("tono")?, "Tono", now()).await?;
            accounts::redeem(tx, print, tono, now()).await?;
            Ok(())
        })
    })
    .await
    .unwrap();
    let team = accounts::team_of(&mut &db, id).await.unwrap();
    let named: Vec<(&str, Role)> = team.iter().map(|(_, person, role)| (&*person.name, *role)).collect();
    assert_eq!(named, [("Rini", Role::Owner), ("Tono", Role::Staff)]);

    let (own, staff) = (team[0].0, team[1].0);
    let ends = async |seat: i64| does(&db, move |tx| Box::pin(workshop::end_team_seat(tx, rini, seat))).await;
    assert!(matches!(ends(own).await, Err(Error::Unknown("seat"))), "the last owner stays");
    ends(staff).await.unwrap();
    assert!(matches!(ends(staff).await, Err(Error::Unknown("seat"))));
    assert_eq!(acts(&db, Act::SeatEnded).await, 1);
}

#[tokio::test]
async fn what_was_typed_and_not_taken_is_there_again() {
    for_each_database(keeps_drafts).await;
}

async fn keeps_drafts(db: Db) {
    let (person, _) = joins(&db, business(), "rini", 3).await.unwrap();
    const FORM: &str = "/usaha/1/produk/baru";
    let keeps = async |typed: Option<ProductForm>| {
        does(&db, move |tx| {
            let typed = typed.clone();
            Box::pin(async move { workshop::keep(tx, person, FORM, typed.as_ref(), now()).await })
        })
        .await
        .unwrap();
    };
    keeps(Some(ProductForm { nama: "Sel".into(), ..ProductForm::default() })).await;
    keeps(Some(jam())).await;
    assert_eq!(workshop::draft(&mut &db, person, FORM).await.unwrap(), Some(jam()));
    let other: Option<ProductForm> = workshop::draft(&mut &db, PersonId(person.0 + 1), FORM).await.unwrap();
    assert_eq!(other, None);
    keeps(None).await;
    assert_eq!(workshop::draft::<ProductForm>(&mut &db, person, FORM).await.unwrap(), None);
}

#[tokio::test]
async fn a_maker_sees_where_her_codes_were_checked() {
    for_each_database(counts_checks).await;
}

async fn counts_checks(db: Db) {
    let world = World::new(db.clone()).await;
    let sari = owner_of_coffee(&world).await;
    let kopi = world.product(KOPI).await.id;
    let first = issues(&db, sari, kopi, batch("221126-A", "30"), false).await.unwrap();
    let entries: Vec<Entry> = (1..=6_u8)
        .map(|number| Entry {
            batch: first,
            item: Some(number.into()),
            at: now(),
            region: None,
            verdict: "valid",
            device: Device([number; 8]),
        })
        .collect();
    let entered: Result<u64, telusur::db::Error> = db
        .write(move |tx| {
            let entries = entries.clone();
            Box::pin(async move { scans::enter(tx, &entries).await })
        })
        .await;
    assert_eq!(entered.unwrap(), 6);
    let cells = statistics::checks_of(&db, sari.producer).await.unwrap();
    assert_eq!((cells.len(), cells[0].product, cells[0].region, cells[0].checks), (1, kopi, None, 6));
    assert!(statistics::checks_of(&db, ProducerId(sari.producer.0 + 1)).await.unwrap().is_empty());
}
