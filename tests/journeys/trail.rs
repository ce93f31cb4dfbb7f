//! Who did what stands in one chain: found by whoever looks, and nothing can be taken out of it unseen.
use telusur::accounts::{self, Login, PersonId, Role};
use telusur::audit::{
    self, Act, Chain, Changes, Entry, Fault, Hash, Noted, Place, Recorded, Subject, SubjectKind, Wanted,
};
use telusur::clock::Moment;
use telusur::db::{self, Db};
use telusur::registry::{ProducerId, RegionCode};

use crate::databases::for_each_database;
use crate::program::Office;
use crate::world::{World, day};

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

fn at(second: i64) -> Moment {
    Moment(Moment::noon(day("2026-11-23")).0 + second * 1_000)
}

async fn person(db: &Db, login: &'static str) -> PersonId {
    let made: Result<PersonId, accounts::Error> = db
        .write(move |tx| {
            Box::pin(async move { accounts::create_person(tx, &Login::parse(login)?, "Siti Aminah", at(0)).await })
        })
        .await;
    made.unwrap()
}

async fn records(db: &Db, entry: Entry) -> i64 {
    let recorded: Result<i64, db::Error> = db
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move { audit::record(tx, &entry).await })
        })
        .await;
    recorded.unwrap()
}

async fn finds(db: &Db, wanted: Wanted) -> Vec<i64> {
    let found = audit::search(&mut &*db, &wanted, None, 100).await.unwrap();
    assert_eq!(found.next, None);
    found.entries.iter().map(|recorded| recorded.number).collect()
}

async fn chain(db: &Db) -> Chain {
    audit::check_chain(&mut &*db, None).await.unwrap()
}

fn shelved(name: &str, second: i64) -> Entry {
    Entry::new(at(second), Act::ProductChanged, Subject::new(SubjectKind::Product, name))
}

#[tokio::test]
async fn what_was_done_is_found_by_who_where_what_and_why() {
    for_each_database(finds_acts).await;
}

async fn finds_acts(db: Db) {
    let world = World::new(db).await;
    let (db, maker) = (&world.db, world.maker().await.id);
    let siti = person(db, "siti").await;
    assert_eq!(chain(db).await, Chain::Whole(Noted { number: 0, hash: Hash::BEGINNING }));

    let mut changes = Changes::none();
    changes.note("status", Some("menunggu_verifikasi"), Some("aktif"));
    changes.note("phone", None, Some("0812 \"3\" é"));
    let first = Entry::new(at(1), Act::ProducerStatus, Subject::new(SubjectKind::Producer, "IKM-1"))
        .by(siti, Some(Role::Officer))
        .of(maker)
        .within(region("18.04"))
        .saying("Berkas LENGKAP; dicek di tempat")
        .changing(changes);
    assert_eq!(records(db, first.clone()).await, 1);
    assert_eq!(records(db, shelved("KOPI-1", 2).within(region("18.05"))).await, 2);
    assert_eq!(records(db, shelved("KOPI-2", 3).within(region("32.04")).by(siti, None)).await, 3);
    assert_eq!(records(db, Entry::new(at(4), Act::KeyMade, Subject::new(SubjectKind::Key, "ab12"))).await, 4);

    let found = audit::search(&mut &*db, &Wanted { by: Some(siti), ..any() }, None, 1).await.unwrap();
    assert_eq!((found.entries.len(), found.entries[0].number), (1, 3), "newest first");
    let found = audit::search(&mut &*db, &Wanted { by: Some(siti), ..any() }, found.next, 1).await.unwrap();
    assert_eq!(found.entries[0].entry, first, "as it was written");
    assert_eq!(found.next, None);

    assert_eq!(finds(db, any()).await, [4, 3, 2, 1]);
    assert_eq!(finds(db, Wanted { producer: Some(maker), ..any() }).await, [1]);
    assert_eq!(finds(db, Wanted { producer: Some(ProducerId(maker.0 + 1)), ..any() }).await, [0; 0]);
    assert_eq!(finds(db, Wanted { region: Some(region("18")), ..any() }).await, [2, 1], "a province has its kabupaten");
    assert_eq!(finds(db, Wanted { region: Some(region("18.05")), ..any() }).await, [2]);
    assert_eq!(finds(db, Wanted { act: Some(Act::ProductChanged), ..any() }).await, [3, 2]);
    let kopi = Subject::new(SubjectKind::Product, "KOPI-2");
    assert_eq!(finds(db, Wanted { subject: Some(kopi), act: Some(Act::ProductChanged), ..any() }).await, [3]);
    assert_eq!(finds(db, Wanted { words: Some("lengkap".into()), ..any() }).await, [1]);
    assert_eq!(finds(db, Wanted { words: Some("kopi".into()), by: Some(siti), ..any() }).await, [3]);
    assert_eq!(finds(db, Wanted { since: Some(at(2)), until: Some(at(4)), ..any() }).await, [3, 2]);
    assert!(matches!(chain(db).await, Chain::Whole(Noted { number: 4, .. })));
}

fn any() -> Wanted {
    Wanted::default()
}

#[tokio::test]
async fn long_trails_are_read_page_by_page() {
    for_each_database(pages).await;
}

async fn pages(db: Db) {
    let written: Result<(), db::Error> = db
        .write(|tx| {
            Box::pin(async move {
                // Three in each second: pages do not lose those of the same moment.
                for number in 0..1_203 {
                    let name = if number % 100 == 0 { "rare" } else { "usual" };
                    audit::record(tx, &shelved(name, number / 3)).await?;
                }
                Ok(())
            })
        })
        .await;
    written.unwrap();
    assert!(matches!(chain(&db).await, Chain::Whole(Noted { number: 1_203, .. })));
    let all = page_by_page(&db, &any(), 100).await;
    assert_eq!(all, (1..=1_203).rev().collect::<Vec<i64>>());
    let rare = page_by_page(&db, &Wanted { words: Some("rare".into()), ..any() }, 5).await;
    assert_eq!(rare, (0..13).map(|hundred| hundred * 100 + 1).rev().collect::<Vec<i64>>());
}

async fn page_by_page(db: &Db, wanted: &Wanted, most: usize) -> Vec<i64> {
    let (mut place, mut numbers): (Option<Place>, Vec<i64>) = (None, Vec::new());
    loop {
        let found = audit::search(&mut &*db, wanted, place, most).await.unwrap();
        assert!(found.entries.len() <= most);
        numbers.extend(found.entries.iter().map(|recorded: &Recorded| recorded.number));
        place = found.next;
        if place.is_none() {
            return numbers;
        }
    }
}

#[tokio::test]
async fn an_act_that_fails_leaves_no_entry_and_writers_at_once_leave_one_chain() {
    for_each_database(writes_at_once).await;
}

async fn writes_at_once(db: Db) {
    let failed: Result<(), db::Error> = db
        .write(|tx| {
            Box::pin(async move {
                audit::record(tx, &shelved("KOPI-1", 1)).await?;
                Err(db::Error::Dangling)
            })
        })
        .await;
    assert!(failed.is_err());
    assert_eq!(finds(&db, any()).await, [0; 0]);

    let writers = (0..20).map(|number| {
        let db = db.clone();
        tokio::spawn(async move { records(&db, shelved(&format!("KOPI-{number}"), number)).await })
    });
    let mut numbers = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        numbers.push(writer.await.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<i64>>());
    assert!(matches!(chain(&db).await, Chain::Whole(Noted { number: 20, .. })));
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_trail() {
    for_each_database(refuses).await;
}

async fn refuses(db: Db) {
    let world = World::new(db).await;
    records(&world.db, shelved("KOPI-1", 1)).await;
    for sql in [
        "update audit set words = 'x'",
        "delete from audit",
        "update audit_head set number = 0",
        "update audit_head set number = number + 2",
        "delete from audit_head",
    ] {
        assert!(world.types_sql(sql).await.is_err(), "{sql}");
    }
    assert!(matches!(chain(&world.db).await, Chain::Whole(Noted { number: 1, .. })));
}

/// What somebody with the owner's rights on the database does first.
const UNLOCK: [&str; 3] = ["drop trigger audit_stands", "drop trigger audit_stays", "drop trigger audit_head_grows"];
const UNLOCK_POSTGRES: [&str; 3] = [
    "drop trigger audit_stands on audit",
    "drop trigger audit_stays on audit",
    "drop trigger audit_head_grows on audit_head",
];

#[tokio::test]
async fn who_owns_the_database_cannot_take_an_act_out_unseen() {
    for (sql, number, fault) in [
        ("delete from audit where number = 3", 3, Fault::Missing),
        ("delete from audit where number = 5", 5, Fault::Missing),
        ("delete from audit", 1, Fault::Missing),
        ("update audit set words = 'berkas lengkap' where number = 2", 2, Fault::Altered),
        ("update audit set person_id = null, role = 'admin' where number = 4", 4, Fault::Altered),
        ("update audit set at = at + 1 where number = 1", 1, Fault::Altered),
        ("update audit set hash = (select hash from audit where number = 2) where number = 5", 5, Fault::Altered),
        ("update audit_head set hash = (select hash from audit where number = 2)", 5, Fault::Altered),
        ("update audit_head set number = 4, hash = (select hash from audit where number = 4)", 5, Fault::Foreign),
        ("update audit_head set number = 9", 6, Fault::Missing),
        (
            "insert into audit (number, at, act, subject, name, hash)
             select 6, at, act, subject, name, hash from audit where number = 5",
            6,
            Fault::Foreign,
        ),
    ] {
        for_each_database(async |db| {
            let postgres = matches!(db, Db::Postgres(_));
            let world = World::new(db).await;
            for second in 1..=5 {
                records(&world.db, shelved("KOPI-1", second).saying("salah")).await;
            }
            for unlock in if postgres { UNLOCK_POSTGRES } else { UNLOCK } {
                world.types_sql(unlock).await.unwrap();
            }
            assert!(world.types_sql(sql).await.unwrap() > 0, "{sql}");
            assert_eq!(chain(&world.db).await, Chain::Broken { number, fault }, "{sql}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_trail_that_was_written_anew_is_found_out_by_what_was_noted() {
    for_each_database(rewrites).await;
}

async fn rewrites(db: Db) {
    let postgres = matches!(db, Db::Postgres(_));
    let world = World::new(db).await;
    for second in 1..=3 {
        records(&world.db, shelved("KOPI-1", second)).await;
    }
    let Chain::Whole(noted) = chain(&world.db).await else { panic!("it is whole") };
    records(&world.db, shelved("KOPI-1", 4)).await;
    let checked = async |noted| audit::check_chain(&mut &world.db, Some(noted)).await.unwrap();
    assert!(matches!(checked(noted).await, Chain::Whole(Noted { number: 4, .. })));
    let later = Noted { number: 9, ..noted };
    assert_eq!(checked(later).await, Chain::Broken { number: 9, fault: Fault::Missing });

    // All of it anew, with every hash as it should be.
    for unlock in if postgres { UNLOCK_POSTGRES } else { UNLOCK } {
        world.types_sql(unlock).await.unwrap();
    }
    world.types_sql("delete from audit").await.unwrap();
    let beginning = telusur::db::Param::from(&[0_u8; 32][..]);
    let sql = "update audit_head set number = 0, hash = $1";
    world.types_sql_with(sql, vec![beginning]).await.unwrap();
    for second in 2..=5 {
        records(&world.db, shelved("KOPI-1", second)).await;
    }
    assert!(matches!(chain(&world.db).await, Chain::Whole(Noted { number: 4, .. })), "it is whole in itself");
    assert_eq!(checked(noted).await, Chain::Broken { number: 3, fault: Fault::Rewritten });
}

#[test]
fn what_is_done_at_the_command_line_is_on_record() {
    let office = Office::at_work();
    office.types(&["set", "producer", "IKM-1804-001", "--contact", "public"]).done();
    let recall = ["recall", "--batch", "A-1", "--reason", "=kaca\tditemukan", "--instruction", "Kembalikan."];
    assert!(office.types(&[&recall[..], &["--contact", "0721"]].concat()).refused(2).contains("reason"));
    let recall = ["recall", "--batch", "A-1", "--reason", "=kaca ditemukan", "--instruction", "Kembalikan."];
    office.types(&[&recall[..], &["--contact", "0721"]].concat()).done();
    office.types(&["lift", "recall", "1", "--reason", "salah bets"]).done();
    office.types(&["revoke", "batch", "A-1", "--reason", "label hilang"]).done();
    office.types(&["lift", "revocation", "1", "--reason", "label ditemukan"]).done();

    let said = office.types(&["audit"]).done();
    let acts: Vec<&str> = said.lines().map(|line| line.split('\t').nth(6).unwrap()).collect();
    let expected = [
        "revocation_lifted",
        "revoked",
        "recall_lifted",
        "recalled",
        "producer_changed",
        "batch_issued",
        "imported",
        "imported",
        "imported",
        "key_made",
    ];
    assert_eq!(acts, expected, "{said}");
    let said = office.types(&["audit", "--act", "recalled"]).done();
    assert!(said.contains("\trecalled\tbatch\tA-1\t=kaca ditemukan"), "{said}");
    assert!(said.contains("\tIKM-1804-001\t18.04\t"), "{said}");
    let said = office.types(&["audit", "--act", "recalled", "--format", "csv"]).done();
    assert!(said.starts_with("number,at,who,as,producer,") && said.contains(",'=kaca ditemukan,"), "{said}");
    let said = office.types(&["audit", "--act", "producer_changed", "--format", "json"]).done();
    let json: serde_json::Value = serde_json::from_str(said.trim()).unwrap();
    assert_eq!(json["changes"], serde_json::json!({"contact": ["private", "public"]}));
    assert_eq!(json["number"], 6);
    assert_eq!((&json["who"], &json["name"]), (&serde_json::Value::Null, &"IKM-1804-001".into()));
    assert_eq!(office.types(&["audit", "--since", "2999-01-01"]).done(), "");
    assert!(office.types(&["audit", "--who", "siti"]).refused(2).contains("nobody has the login 'siti'"));
    assert!(office.types(&["audit", "--act", "forgot"]).refused(2).contains("batch_issued"));
    let said = office.types(&["audit", "--check"]).done();
    assert!(said.starts_with("10 entries, none altered or missing; the last one is 10:"), "{said}");
    let noted = said.trim().rsplit(' ').next().unwrap();
    office.types(&["audit", "--check", "--noted", noted]).done();
    let other = format!("10:{}", "0".repeat(64));
    assert!(office.types(&["audit", "--check", "--noted", &other]).refused(1).contains("was written anew"));
    assert!(office.types(&["audit", "--check", "--noted", "10"]).refused(2).contains("64 digits"));
}
