//! An office works in its region: it finds, recalls, keeps standings and sentra, and sees what ends soon. On both databases.
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use telusur::accounts::{self, Fingerprint, Login, Reach, Role, Seat};
use telusur::audit::{self, Act, Chain, Wanted};
use telusur::casework::Who;
use telusur::clock::Moment;
use telusur::db::{Db, Tx};
use telusur::office::{self, Draft, Error, RecallDraft, Reply, SentraDraft, Sought, Span};
use telusur::recalls::{self, ItemRange};
use telusur::registry::import::{self, Parsed, Sheet};
use telusur::registry::{ProducerStatus, RegionCode};
use telusur::reports::{self, About, Account, NewReport, Number, State, Told};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch, certification, day};

fn now() -> Moment {
    Moment::noon(day("2026-11-23"))
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

fn of(code: &str) -> Sought {
    Sought { region: RegionCode::parse(code), most: 10, ..Sought::default() }
}

fn named(words: &str) -> Sought {
    Sought { words: words.into(), ..of("18") }
}

type Doing<'t, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 't>>;

async fn does<T: Send + 'static>(
    db: &Db,
    act: impl for<'t> Fn(&'t mut Tx) -> Doing<'t, T> + Send + 'static,
) -> Result<T, Error> {
    db.write(act).await
}

async fn sits(db: &Db, login: &'static str, role: Role, place: &'static str) -> Who {
    let made = does(db, move |tx| {
        Box::pin(async move {
            let person = accounts::create_person(tx, &Login::parse(login)?, "Orang Kantor", now()).await?;
            let seat = Seat::new(role, Reach::Region(region(place)))?;
            accounts::give_seat(tx, person, seat, None, now()).await?;
            Ok(person)
        })
    });
    Who { person: made.await.unwrap(), role }
}

#[tokio::test]
async fn an_officer_recalls_in_the_region_and_nowhere_else() {
    for_each_database(recalls_goods).await;
}

async fn recalls_goods(db: Db) {
    let world = World::new(db).await;
    let batch = world.issues(batch("261122-A")).await;
    let here = sits(&world.db, "budi", Role::Officer, "18.04").await;
    let there = sits(&world.db, "asep", Role::Officer, "32").await;
    let draft = RecallDraft {
        batch: batch.id,
        items: Some(ItemRange { first: 2, last: 3 }),
        reason: "pecahan kaca".into(),
        instruction: "Jangan dikonsumsi.".into(),
        contact: "0721".into(),
    };
    let recall = async |who, draft: &RecallDraft| {
        let draft = draft.clone();
        does(&world.db, move |tx| {
            let draft = draft.clone();
            Box::pin(async move { office::recall(tx, who, &draft, now()).await })
        })
        .await
    };
    assert!(matches!(recall(there, &draft).await, Err(Error::Seat(Role::Officer))));
    let as_auditor = Who { role: Role::Auditor, ..here };
    assert!(matches!(recall(as_auditor, &draft).await, Err(Error::Seat(Role::Auditor))), "a seat not held");
    let wide = RecallDraft { items: Some(ItemRange { first: 1, last: 9_999 }), ..draft.clone() };
    assert!(matches!(recall(here, &wide).await, Err(Error::Recall(recalls::Error::Range { .. }))));
    let number = recall(here, &draft).await.unwrap();

    let listed = office::recalls_in(&mut &world.db, &of("18")).await.unwrap();
    assert_eq!((listed.len(), listed[0].id, listed[0].lifted), (1, number, None));
    assert!(office::recalls_in(&mut &world.db, &of("32")).await.unwrap().is_empty());
    let batches = office::batches(&mut &world.db, &named("261122")).await.unwrap();
    assert_eq!((batches.len(), batches[0].recalls, batches[0].region), (1, 1, region("18.04")));

    let lift = async |who, reason: &'static str| {
        does(&world.db, move |tx| Box::pin(async move { office::lift(tx, who, number, reason, now()).await })).await
    };
    assert!(matches!(lift(there, "aman").await, Err(Error::Seat(_))));
    assert!(matches!(lift(here, " ").await, Err(Error::Recall(recalls::Error::Text { .. }))));
    lift(here, "hasil uji aman").await.unwrap();
    let recalled = Sought { standing: "ditarik".into(), ..of("18.04") };
    assert!(office::batches(&mut &world.db, &recalled).await.unwrap().is_empty(), "it stands no more");
    let found = audit::search(&mut &world.db, &Wanted::default(), None, 10).await.unwrap();
    let acts: Vec<Act> = found.entries.iter().map(|recorded| recorded.entry.act).collect();
    assert_eq!(acts, [Act::RecallLifted, Act::Recalled], "what was refused left no entry");
    assert!(matches!(audit::check_chain(&mut &world.db, None).await.unwrap(), Chain::Whole(_)));
}

#[tokio::test]
async fn an_officer_keeps_producers_and_sentra_of_the_region() {
    for_each_database(keeps).await;
}

async fn keeps(db: Db) {
    let world = World::new(db).await;
    let here = sits(&world.db, "budi", Role::Officer, "18").await;
    let maker = world.maker().await.id;
    let set = async |to, reason: &'static str| {
        does(&world.db, move |tx| {
            Box::pin(async move { office::set_standing(tx, here, maker, to, reason, now()).await })
        })
        .await
    };
    assert!(matches!(set(ProducerStatus::Active, "x").await, Err(Error::Standing { .. })));
    assert!(matches!(set(ProducerStatus::Suspended, "").await, Err(Error::Recall(_))), "a reason is asked for");
    set(ProducerStatus::Suspended, "Sedang diperiksa").await.unwrap();
    assert_eq!(world.maker().await.status, ProducerStatus::Suspended);
    let counts = office::producers_by_status(&mut &world.db, Some(region("18"))).await.unwrap();
    assert_eq!(counts, [(ProducerStatus::Suspended, 1)]);
    let by_name = office::producers(&mut &world.db, &named("SARI")).await.unwrap();
    let by_percent = office::producers(&mut &world.db, &named("%")).await.unwrap();
    assert_eq!((by_name.len(), by_percent.len()), (1, 0), "a sign of patterns is a sign");
    let standing = Sought { standing: "aktif".into(), ..of("18.04") };
    assert!(office::producers(&mut &world.db, &standing).await.unwrap().is_empty());
    let products = office::products(&mut &world.db, &named(KOPI)).await.unwrap();
    assert_eq!(products.len(), 1);
    let before = Sought { before: Some(products[0].id.0), ..of("18") };
    assert!(office::products(&mut &world.db, &before).await.unwrap().is_empty(), "paged by key");

    let draft = SentraDraft {
        code: "SEN-1".into(),
        name: "Sentra Kopi".into(),
        region: "18.04".into(),
        members: "8".into(),
        ..SentraDraft::default()
    };
    let enter = async |which, draft: SentraDraft| {
        does(&world.db, move |tx| {
            let draft = draft.clone();
            Box::pin(async move { office::enter_sentra(tx, here, which, &draft, now()).await })
        })
        .await
    };
    let id = enter(None, draft.clone()).await.unwrap();
    assert!(matches!(enter(None, draft.clone()).await, Err(Error::Taken(_))));
    let far = SentraDraft { region: "32.04".into(), ..draft.clone() };
    assert!(matches!(enter(Some(id), far).await, Err(Error::Seat(_))), "it does not leave the region");
    let late = SentraDraft { sk_number: "SK 1".into(), sk_day: "2031-01-01".into(), ..draft.clone() };
    assert!(matches!(enter(Some(id), late).await, Err(Error::Field { field: "sk_day", .. })));
    let decreed = SentraDraft { sk_number: "SK 1".into(), sk_day: "2020-01-01".into(), ..draft };
    enter(Some(id), decreed).await.unwrap();
    let counts = telusur::statistics::sentras(&mut &world.db, Some(region("18.04"))).await.unwrap();
    assert_eq!((counts.all, counts.decreed), (1, 1));
    let undecreed = Sought { standing: "belum".into(), ..of("18") };
    assert!(office::sentra(&mut &world.db, &undecreed).await.unwrap().is_empty());
    assert_eq!(office::sentra(&mut &world.db, &named("sk 1")).await.unwrap()[0].code, "SEN-1");

    let secret = Fingerprint([7; 32]);
    let until =
        does(&world.db, move |tx| Box::pin(async move { office::invite_owner(tx, here, maker, secret, now()).await }));
    assert!(until.await.unwrap() > now());
    let invitation = accounts::find_invitation(&mut &world.db, secret, now()).await.unwrap();
    assert_eq!((invitation.seat.role(), invitation.given_by), (Role::Owner, Some(here.person)));
}

#[tokio::test]
async fn certificates_that_end_are_seen_in_time() {
    for_each_database(lapses).await;
}

async fn lapses(db: Db) {
    let world = World::new(db).await;
    let kopi = world.product(KOPI).await.id;
    let ends = async |kind, number: &'static str, until: &'static str| {
        world.certifies(certification(kopi, kind, number, Some(until))).await;
    };
    ends(8, "LSPRO-1/2026", "2026-11-27").await;
    ends(12, "ORG-1", "2026-12-20").await;
    ends(10, "45.00", "2026-10-01").await;
    // Renewed: the old one is no news.
    ends(6, "NA18261100001", "2026-11-25").await;
    ends(6, "NA18261100002", "2029-11-25").await;
    let today = day("2026-11-23");
    let list = async |span: Span, place: &str| {
        let bounds = span.bounds(today);
        office::lapsing(&mut &world.db, RegionCode::parse(place), bounds, None, 10).await.unwrap()
    };
    let kinds = |found: Vec<office::Lapsing>| found.into_iter().map(|each| each.kind).collect::<Vec<_>>();
    assert_eq!(kinds(list(Span::Week, "18").await), [8]);
    assert_eq!(kinds(list(Span::Month, "18.04").await), [8, 12]);
    assert_eq!(kinds(list(Span::Lapsed, "").await), [10]);
    assert!(list(Span::Quarter, "32").await.is_empty());
    let first = list(Span::Month, "18").await.remove(0);
    let after = Some((first.valid_until, first.id));
    let rest = office::lapsing(&mut &world.db, None, Span::Month.bounds(today), after, 10).await.unwrap();
    assert_eq!(kinds(rest), [12], "paged by key");
    for (span, count) in [(Span::Lapsed, 1), (Span::Week, 1), (Span::Month, 2), (Span::Quarter, 2)] {
        let counts = office::lapsing_counts(&mut &world.db, Some(region("18")), span.bounds(today)).await.unwrap();
        assert_eq!(counts, [(region("18.04"), count)], "{span}");
    }
}

#[tokio::test]
async fn a_report_is_answered_by_the_office_of_its_region() {
    for_each_database(answers).await;
}

async fn answers(db: Db) {
    let here = sits(&db, "budi", Role::Officer, "18").await;
    let there = sits(&db, "asep", Role::Officer, "32").await;
    let town = sits(&db, "ratna", Role::Officer, "18.04").await;
    for (seed, origin) in [(1, Some("18.04")), (2, None)] {
        let told = Told { wrong: "tiruan".into(), ..Told::default() };
        let origin = origin.and_then(RegionCode::parse);
        let account = Account::of(&told).unwrap();
        let new = NewReport { account, about: About::default(), origin, photos: Vec::new() };
        does(&db, move |tx| {
            let new = new.clone();
            Box::pin(async move { Ok(reports::file(tx, &Number::of_chance([seed; 5]), &new, now()).await?) })
        })
        .await
        .unwrap();
    }
    let found = reports::reports_in(&mut &db, None, State::Received, None, 10).await.unwrap();
    let (of_region, of_none) = (found[0].id, found[1].id);
    let reply = async |who, id, reply: Reply| {
        does(&db, move |tx| {
            let reply = reply.clone();
            Box::pin(async move { office::reply(tx, who, id, &reply, now()).await })
        })
        .await
    };
    assert!(matches!(reply(there, of_region, Reply::Take).await, Err(Error::Seat(_))));
    assert!(matches!(reply(town, of_none, Reply::Take).await, Err(Error::Seat(_))), "the province's");
    reply(here, of_none, Reply::Close("bukan kode kami".into())).await.unwrap();
    reply(town, of_region, Reply::Take).await.unwrap();
    assert!(matches!(reply(here, of_region, Reply::Take).await, Err(Error::Report(reports::Error::Moved(_)))));
    reply(here, of_region, Reply::Answer("Sudah ditarik.".into())).await.unwrap();
    let found = audit::search(&mut &db, &Wanted::default(), None, 10).await.unwrap();
    let acts: Vec<Act> = found.entries.iter().map(|recorded| recorded.entry.act).collect();
    assert_eq!(acts, [Act::ReportAnswered, Act::ReportTaken, Act::ReportClosed]);
}

#[tokio::test]
async fn a_file_of_the_region_is_entered_and_no_other() {
    for_each_database(imports).await;
}

async fn imports(db: Db) {
    const HEAD: &str = "sentra_code,name,region_code,sk_number,sk_date,sk_by,members\n";
    let here = sits(&db, "budi", Role::Officer, "18").await;
    let approver = sits(&db, "agung", Role::Approver, "18").await;
    let parsed =
        |rows: &str| Arc::new(import::parse(Sheet::Sentra, format!("{HEAD}{rows}").as_bytes(), day("2026-11-23")));
    let enter = async |who, parsed: Arc<Parsed>| {
        does(&db, move |tx| {
            let parsed = Arc::clone(&parsed);
            Box::pin(async move { office::import_file(tx, who, &parsed, "sentra.csv", now()).await })
        })
        .await
    };
    let mixed = parsed("SEN-1,Sentra Kopi,18.04,,,,8\nSEN-2,Sentra Bandung,32.04,,,,8\n");
    let seen = office::preview(&mut &db, here, &mixed).await.unwrap();
    let refused: Vec<u64> = seen.rows.iter().filter(|row| row.outcome.word() == "refused").map(|row| row.row).collect();
    assert_eq!(refused, [3], "the line of the file");
    assert!(matches!(enter(here, Arc::clone(&mixed)).await, Err(Error::Outside(1))));
    assert!(matches!(enter(approver, mixed).await, Err(Error::Seat(Role::Approver))));
    assert!(office::sentra(&mut &db, &Sought { most: 10, ..Sought::default() }).await.unwrap().is_empty());
    let report = enter(here, parsed("SEN-1,Sentra Kopi,18.04,,,,8\n")).await.unwrap();
    assert_eq!(report.added, 1);
    // What the register has in another region is not drawn over by a file that names one's own.
    let west = sits(&db, "asep", Role::Officer, "32").await;
    assert!(matches!(enter(west, parsed("SEN-1,Sentra Kopi,32.04,,,,8\n")).await, Err(Error::Outside(1))));

    let draft = Draft { sheet: Sheet::Sentra, name: "sentra.csv".into(), bytes: HEAD.into() };
    let (kept, later) = (draft.clone(), Moment(now().0 + 2 * 86_400_000));
    does(&db, move |tx| {
        let draft = kept.clone();
        Box::pin(async move { Ok(office::keep_draft(tx, here.person, &draft, now()).await?) })
    })
    .await
    .unwrap();
    assert_eq!(office::draft_of(&mut &db, here.person, now()).await.unwrap(), Some(draft.clone()));
    assert_eq!(office::draft_of(&mut &db, west.person, now()).await.unwrap(), None, "one's own alone");
    assert_eq!(office::draft_of(&mut &db, here.person, later).await.unwrap(), None, "a day at most");
    does(&db, move |tx| {
        let draft = draft.clone();
        Box::pin(async move {
            office::keep_draft(tx, west.person, &draft, later).await?;
            Ok(office::drop_draft(tx, west.person).await?)
        })
    })
    .await
    .unwrap();
    assert_eq!(office::draft_of(&mut &db, here.person, now()).await.unwrap(), None, "it was forgotten by then");
}
