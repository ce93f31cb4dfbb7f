//! Officers and approvers decide what producers ask for: two people, with reasons, once.
use std::future::Future;
use std::pin::Pin;

use telusur::accounts::{self, Login, PersonId, Reach, Role, Seat};
use telusur::audit::{self, Act, Chain, Noted, Wanted};
use telusur::cases::{self, CaseId, Ground, GroundKind, KeyAct, KeyDeed, Kind, Queue, Stage, What};
use telusur::casework::{self, ClaimDraft, Decision, Done, Error, GoodsDraft, Outcome, Who};
use telusur::clock::Moment;
use telusur::db::{Db, Tx};
use telusur::keyring::KeyState;
use telusur::recalls::ItemRange;
use telusur::registry::{self, BasisKind, Producer, ProducerStatus, RegionCode};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch, day, producer};

fn now() -> Moment {
    Moment::noon(day("2026-11-23"))
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

type Doing<'t, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 't>>;

async fn does<T: Send + 'static>(
    db: &Db,
    act: impl for<'t> Fn(&'t mut Tx) -> Doing<'t, T> + Send + 'static,
) -> Result<T, Error> {
    db.write(act).await
}

async fn sits(db: &Db, login: &'static str, role: Role, reach: Reach) -> Who {
    let made = does(db, move |tx| {
        Box::pin(async move {
            let login = Login::parse(login)?;
            let person = match accounts::find_person_by_login(tx, &login).await? {
                Some(known) => known.id,
                None => accounts::create_person(tx, &login, "Orang Kantor", now()).await?,
            };
            accounts::give_seat(tx, person, Seat::new(role, reach)?, None, now()).await?;
            Ok(person)
        })
    });
    Who { person: made.await.unwrap(), role }
}

/// The coffee maker of the world with her people, and an office.
struct Staffed {
    world: World,
    owner: Who,
    officer: Who,
    approver: Who,
    admin: Who,
}

async fn staffed(db: Db) -> Staffed {
    let world = World::new(db).await;
    let maker = world.maker().await.id;
    let owner = sits(&world.db, "sari", Role::Owner, Reach::Producer(maker)).await;
    let officer = sits(&world.db, "budi", Role::Officer, Reach::Region(region("18.04"))).await;
    let approver = sits(&world.db, "tuti", Role::Approver, Reach::Region(region("18"))).await;
    let admin = sits(&world.db, "agus", Role::Administrator, Reach::Everything).await;
    Staffed { world, owner, officer, approver, admin }
}

impl Staffed {
    async fn claims(&self, who: Who, number: &'static str) -> Result<CaseId, Error> {
        let product = self.world.product(KOPI).await.id;
        does(&self.world.db, move |tx| {
            Box::pin(async move {
                let draft = ClaimDraft {
                    product,
                    kind: 11,
                    number: number.into(),
                    holder: Some("Kopi Sari".into()),
                    issued: None,
                    valid_until: None,
                    document: Some(7),
                };
                casework::open_certification(tx, who, &draft, now()).await.map(|(case, _)| case)
            })
        })
        .await
    }

    /// Decides a case as it stands now.
    async fn decides(&self, who: Who, case: CaseId, what: What) -> Result<Outcome, Error> {
        let seen = cases::find(&mut &self.world.db, case).await?.steps.len();
        decides_as_seen(&self.world.db, who, case, seen, what).await
    }

    async fn stage(&self, case: CaseId) -> Stage {
        cases::find(&mut &self.world.db, case).await.unwrap().state.stage()
    }

    /// What the register says of trademarks.
    async fn marks(&self) -> Vec<registry::Certification> {
        let product = self.world.product(KOPI).await.id;
        let all = registry::certifications_of(&mut &self.world.db, product).await.unwrap();
        all.into_iter().filter(|entry| entry.kind == 11).collect()
    }

    /// The acts on record, oldest first.
    async fn acts(&self) -> Vec<Act> {
        let found = audit::search(&mut &self.world.db, &Wanted::default(), None, 1_000).await.unwrap();
        found.entries.iter().rev().map(|recorded| recorded.entry.act).collect()
    }
}

async fn decides_as_seen(db: &Db, who: Who, case: CaseId, seen: usize, what: What) -> Result<Outcome, Error> {
    does(db, move |tx| {
        let decision = Decision { case, seen, what: what.clone() };
        Box::pin(async move { casework::decide(tx, who, &decision, now()).await })
    })
    .await
}

fn seen_on(date: &str) -> What {
    let office = Some("Dinas Perindustrian Lampung Barat".into());
    What::Proposed(Ground { kind: GroundKind::DocumentSeen, day: day(date), office })
}

fn approved(reason: &str) -> What {
    What::Approved(Some(reason.into()))
}

const MARK: &str = "IDM000123456";

#[tokio::test]
async fn an_officer_proposes_and_an_approver_approves_a_certification() {
    for_each_database(certifies).await;
}

async fn certifies(db: Db) {
    let office = staffed(db).await;
    let case = office.claims(office.owner, MARK).await.unwrap();
    assert!(office.marks().await.is_empty(), "a claim that nobody checked is not in the register");
    let told = office.claims(office.owner, MARK).await.unwrap_err().to_string();
    assert_eq!(told, format!("this waits already, as case {case}"));

    office.decides(office.officer, case, What::Taken).await.unwrap();
    let told = office.decides(office.officer, case, seen_on("2026-11-24")).await.unwrap_err().to_string();
    assert!(told.contains("2026-11-24 lies in the future"), "{told}");
    let proposed = office.decides(office.officer, case, seen_on("2026-11-20")).await.unwrap();
    assert_eq!((proposed.state.stage(), proposed.done), (Stage::Proposed, None));
    assert!(office.marks().await.is_empty(), "one person is not enough");

    // The officer is an approver, too: not for this one.
    let same = sits(&office.world.db, "budi", Role::Approver, Reach::Region(region("18"))).await;
    assert_eq!(same.person, office.officer.person);
    let told = office.decides(same, case, approved("lengkap")).await.unwrap_err().to_string();
    assert!(told.contains("a second person must approve it"), "{told}");
    assert!(office.decides(office.owner, case, approved("lengkap")).await.is_err());
    assert!(office.marks().await.is_empty());

    let decided = office.decides(office.approver, case, What::Approved(None)).await.unwrap();
    assert!(matches!(decided.done, Some(Done::Certified(registry::Put::Added))));
    let [written] = &office.marks().await[..] else { panic!("one certification") };
    assert_eq!((&*written.number, written.basis.kind), (MARK, BasisKind::DocumentSeen));
    assert_eq!(written.basis.day, Some(day("2026-11-20")));
    assert_eq!(written.basis.by.as_deref(), Some("Dinas Perindustrian Lampung Barat"));

    for who in [office.officer, office.approver, office.admin] {
        let told = office.decides(who, case, What::Refused("terlambat".into())).await.unwrap_err();
        assert!(matches!(told, Error::Case(cases::Error::Decided(_))), "{told}");
    }
    assert!(matches!(office.claims(office.owner, MARK).await, Err(Error::OnRecord(_))));
    assert_eq!(
        office.acts().await,
        [Act::CertificationClaimed, Act::CaseTaken, Act::CertificationProposed, Act::CertificationApproved],
        "what was refused left no entry"
    );
    let wanted = Wanted { by: Some(office.approver.person), ..Wanted::default() };
    let found = audit::search(&mut &office.world.db, &wanted, None, 10).await.unwrap();
    let entry = &found.entries[0].entry;
    assert_eq!((entry.seat, &*entry.subject.name), (Some(Role::Approver), MARK));
    assert_eq!((entry.producer, entry.region), (Some(office.world.maker().await.id), Some(region("18.04"))));
    assert!(entry.changes.iter().any(|change| change == ("product", None, Some(KOPI))));
    assert!(matches!(
        audit::check_chain(&mut &office.world.db, None).await.unwrap(),
        Chain::Whole(Noted { number: 4, .. })
    ));
}

#[tokio::test]
async fn of_two_who_decide_at_once_the_second_hears_it() {
    for_each_database(decides_once).await;
}

async fn decides_once(db: Db) {
    let office = staffed(db).await;
    let other = sits(&office.world.db, "wati", Role::Approver, Reach::Region(region("18.04"))).await;
    for round in 0..5 {
        let number = ["IDM000000001", "IDM000000002", "IDM000000003", "IDM000000004", "IDM000000005"][round];
        let case = office.claims(office.owner, number).await.unwrap();
        office.decides(office.officer, case, seen_on("2026-11-20")).await.unwrap();
        let approves = decides_as_seen(&office.world.db, office.approver, case, 2, What::Approved(None));
        let refuses = decides_as_seen(&office.world.db, other, case, 2, What::Refused("nomor salah".into()));
        let (one, two) = tokio::join!(approves, refuses);
        let heard = |outcome: &Result<Outcome, Error>| {
            matches!(outcome, Err(Error::Case(cases::Error::Meanwhile(_) | cases::Error::Decided(_))))
        };
        assert!(one.is_ok() && heard(&two) || two.is_ok() && heard(&one), "{one:?} {two:?}");
        let found = cases::find(&mut &office.world.db, case).await.unwrap();
        assert_eq!(found.steps.len(), 3);
        let in_register = office.marks().await.iter().any(|entry| entry.number == number);
        assert_eq!(in_register, found.state.stage() == Stage::Approved);
    }
    // Who looked before somebody else moved the case is told, too, though it is open still.
    let case = office.claims(office.owner, "IDM000000009").await.unwrap();
    office.decides(office.officer, case, What::Taken).await.unwrap();
    let told = decides_as_seen(&office.world.db, office.approver, case, 1, What::Refused("salah".into())).await;
    assert!(told.unwrap_err().to_string().contains("somebody else has worked on case"));
    assert!(matches!(audit::check_chain(&mut &office.world.db, None).await.unwrap(), Chain::Whole(_)));
}

#[tokio::test]
async fn nobody_decides_their_own_or_elsewhere() {
    for_each_database(keeps_apart).await;
}

async fn keeps_apart(db: Db) {
    let office = staffed(db).await;
    let (db, maker) = (&office.world.db, office.world.maker().await.id);
    // Dewi accompanies the maker, and is an officer of the same kabupaten.
    let companion = sits(db, "dewi", Role::Companion, Reach::Caseload).await;
    let told = office.claims(companion, MARK).await.unwrap_err().to_string();
    assert!(told.contains("for the office"), "not of her caseload yet: {told}");
    does(db, move |tx| {
        Box::pin(async move { Ok(accounts::add_to_caseload(tx, companion.person, maker, now()).await?) })
    })
    .await
    .unwrap();
    let case = office.claims(companion, MARK).await.unwrap();
    let dewi = sits(db, "dewi", Role::Officer, Reach::Region(region("18.04"))).await;
    let told = office.decides(dewi, case, seen_on("2026-11-20")).await.unwrap_err().to_string();
    assert!(told.contains("your own producer"), "{told}");
    // Sari's sister is an officer, and on the staff.
    sits(db, "ratna", Role::Staff, Reach::Producer(maker)).await;
    let ratna = sits(db, "ratna", Role::Officer, Reach::Region(region("18"))).await;
    assert!(office.decides(ratna, case, seen_on("2026-11-20")).await.is_err());
    // Another kabupaten's officer; a seat that nobody holds; the owner of another producer; an auditor.
    let elsewhere = sits(db, "joko", Role::Officer, Reach::Region(region("18.05"))).await;
    let told = office.decides(elsewhere, case, seen_on("2026-11-20")).await.unwrap_err();
    assert!(matches!(told, Error::Case(cases::Error::Unknown(_))), "to strangers there is no such case: {told}");
    assert!(casework::find(&mut &*db, elsewhere, case).await.is_err());
    let pretended = Who { person: office.owner.person, role: Role::Administrator };
    assert!(matches!(office.decides(pretended, case, What::Taken).await, Err(Error::Seat(Role::Administrator))));
    let rival = office.world.enters_producer(Producer { code: "IKM-2".into(), ..producer() }).await;
    let rival = sits(db, "rudi", Role::Owner, Reach::Producer(rival)).await;
    assert!(office.claims(rival, "IDM000999999").await.is_err(), "a stranger's product");
    let told = office.decides(rival, case, What::Withdrawn).await.unwrap_err();
    assert!(matches!(told, Error::Case(cases::Error::Unknown(_))), "{told}");
    let auditor = sits(db, "bpk", Role::Auditor, Reach::Everything).await;
    assert!(casework::find(&mut &*db, auditor, case).await.is_ok(), "an auditor reads everything");
    assert!(office.decides(auditor, case, What::Taken).await.is_err());
    assert_eq!(cases::find(&mut &*db, case).await.unwrap().steps.len(), 1);
    // Questions go to the maker's people, and come back.
    office.decides(office.officer, case, What::Returned("Foto tidak terbaca.\nKirim lagi?".into())).await.unwrap();
    assert_eq!(office.stage(case).await, Stage::Asked);
    office.decides(office.owner, case, What::Answered("Sudah.".into())).await.unwrap();
    assert_eq!(office.stage(case).await, Stage::Waiting);
    office.decides(office.owner, case, What::Withdrawn).await.unwrap();
    assert_eq!(office.stage(case).await, Stage::Withdrawn);
}

#[tokio::test]
async fn a_new_producer_and_a_recall_are_decided_by_one_officer() {
    for_each_database(decides_alone).await;
}

async fn decides_alone(db: Db) {
    let office = staffed(db).await;
    let (db, maker) = (&office.world.db, office.world.maker().await.id);
    let opened = does(db, move |tx| {
        let who = office.owner;
        Box::pin(async move { casework::open_producer(tx, who, maker, now()).await })
    });
    assert!(matches!(opened.await, Err(Error::Standing(ProducerStatus::Active))));
    let fresh = Producer { code: "IKM-3".into(), status: ProducerStatus::Awaiting, ..producer() };
    let fresh = office.world.enters_producer(fresh).await;
    let sinta = sits(db, "sinta", Role::Owner, Reach::Producer(fresh)).await;
    let case =
        does(db, move |tx| Box::pin(async move { casework::open_producer(tx, sinta, fresh, now()).await })).await;
    let case = case.unwrap();
    let told = office.decides(office.officer, case, What::Approved(None)).await.unwrap_err().to_string();
    assert!(told.contains("write a reason"), "{told}");
    let done = office.decides(office.officer, case, approved("NIB cocok di OSS")).await.unwrap().done;
    assert_eq!(done, Some(Done::Activated(fresh)));
    let status = registry::find_producer(&mut &*db, fresh).await.unwrap().unwrap().status;
    assert_eq!(status, ProducerStatus::Active);

    let goods = office.world.issues(batch("A")).await;
    let label = office.world.label(&goods, 3).await;
    let asks = async |items: ItemRange| {
        let (who, id) = (office.owner, goods.id);
        does(db, move |tx| {
            Box::pin(async move {
                let draft = GoodsDraft {
                    batch: id,
                    items: Some(items),
                    reason: "pecahan kaca".into(),
                    instruction: "Jangan dikonsumsi.".into(),
                    contact: "0721 000 000".into(),
                };
                casework::open_recall(tx, who, &draft, now()).await
            })
        })
        .await
    };
    assert!(matches!(asks(ItemRange { first: 2, last: 99 }).await, Err(Error::Recall(_))));
    let case = asks(ItemRange { first: 2, last: 5 }).await.unwrap();
    office.world.scans(&label).await.is("valid");
    let done = office.decides(office.officer, case, approved("dipastikan lewat telepon")).await.unwrap().done;
    assert!(matches!(done, Some(Done::Recalled(_))));
    office.world.scans(&label).await.is("recalled");
    office.world.scans(&office.world.label(&goods, 6).await).await.is("valid");
}

#[tokio::test]
async fn a_key_is_revoked_by_two() {
    for_each_database(revokes_key).await;
}

async fn revokes_key(db: Db) {
    let mut office = staffed(db).await;
    let next = office.world.adds_key(2, KeyState::Next, "2026-06-01", "2028-12-31").await;
    let goods = office.world.issues(batch("A")).await;
    let label = office.world.label(&goods, 1).await;
    let proposes = async |who: Who, deed: KeyDeed| {
        let key = goods.key[..8].to_owned();
        does(&office.world.db, move |tx| {
            let act = KeyAct { key: key.clone(), deed, reason: "kunci dicuri".into() };
            Box::pin(async move { casework::open_key(tx, who, &act, None, now()).await })
        })
        .await
    };
    assert!(proposes(office.officer, KeyDeed::Revoke).await.is_err());
    let case = proposes(office.admin, KeyDeed::Revoke).await.unwrap();
    assert!(office.decides(office.admin, case, approved("ya")).await.is_err(), "not the one who proposed it");
    let small = sits(&office.world.db, "wati", Role::Approver, Reach::Region(region("18.04"))).await;
    assert!(office.decides(small, case, approved("ya")).await.is_err(), "a key is not a kabupaten's");
    office.world.scans(&label).await.is("valid");
    let done = office.decides(office.approver, case, What::Approved(None)).await.unwrap().done;
    let Some(Done::KeyRevoked(_, Some(heir))) = done else { panic!("{done:?}") };
    assert_eq!(heir.thumbprint().to_string(), next);
    office.world.scans(&label).await.is("revoked");
    assert_eq!(office.world.issues(batch("B")).await.key, next);

    let case = proposes(office.admin, KeyDeed::Retire).await.unwrap();
    let told = office.decides(office.approver, case, What::Approved(None)).await.unwrap_err().to_string();
    assert!(told.contains("is revoked, which says more than retired"), "{told}");
    assert_eq!(office.stage(case).await, Stage::Proposed, "what cannot be done is not decided");
    assert_eq!(office.acts().await, [Act::KeyProposed, Act::KeyRevoked, Act::KeyProposed]);
}

#[tokio::test]
async fn a_queue_shows_what_waits_in_a_region_oldest_first() {
    for_each_database(queues).await;
}

async fn queues(db: Db) {
    let office = staffed(db).await;
    let db = &office.world.db;
    let mut opened = Vec::new();
    for (code, place) in [("P-1", "18.04"), ("P-2", "18.05"), ("P-3", "32.04"), ("P-4", "18.04")] {
        let fresh =
            Producer { code: code.into(), region: region(place), status: ProducerStatus::Awaiting, ..producer() };
        let (id, who) = (office.world.enters_producer(fresh).await, office.admin);
        let case = does(db, move |tx| Box::pin(async move { casework::open_producer(tx, who, id, now()).await })).await;
        opened.push(case.unwrap());
    }
    let mark = office.claims(office.owner, MARK).await.unwrap();
    let shows = async |place: Option<&str>, kind: Option<Kind>, after: Option<CaseId>, most: u32| {
        let wanted = Queue { region: place.map(region), kind, stage: Stage::Waiting };
        let found = cases::queue(&mut &*db, wanted, after, most).await.unwrap();
        found.into_iter().map(|case| case.id).collect::<Vec<_>>()
    };
    let [one, two, three, four] = opened[..] else { panic!("four") };
    assert_eq!(shows(None, None, None, 10).await, [one, two, three, four, mark]);
    assert_eq!(shows(Some("18"), None, None, 10).await, [one, two, four, mark]);
    assert_eq!(shows(Some("18.04"), None, None, 10).await, [one, four, mark]);
    assert_eq!(shows(Some("18"), Some(Kind::Producer), None, 2).await, [one, two]);
    assert_eq!(shows(Some("18"), Some(Kind::Producer), Some(two), 2).await, [four]);
    assert_eq!(shows(None, Some(Kind::Key), None, 10).await, []);
    let counts =
        async |place: Option<&str>| cases::waiting(&mut &*db, place.map(region), Stage::Waiting).await.unwrap();
    assert_eq!(counts(None).await, [(Kind::Certification, 1), (Kind::Producer, 4)]);
    assert_eq!(counts(Some("18")).await, [(Kind::Certification, 1), (Kind::Producer, 3)]);
    assert_eq!(counts(Some("18.05")).await, [(Kind::Producer, 1)]);

    office.decides(office.officer, one, What::Taken).await.unwrap();
    office.decides(office.officer, four, approved("cocok")).await.unwrap();
    let wanted = Queue { region: Some(region("18.04")), kind: None, stage: Stage::Waiting };
    let found = cases::queue(&mut &*db, wanted, None, 10).await.unwrap();
    assert_eq!(found.iter().map(|case| case.taken_by).collect::<Vec<_>>(), [Some(office.officer.person), None]);
    let maker = office.world.maker().await.id;
    let own = cases::cases_of(&mut &*db, maker, None, 10).await.unwrap();
    assert_eq!(own.iter().map(|case| case.id).collect::<Vec<_>>(), [mark]);
    assert_eq!(cases::cases_of(&mut &*db, maker, Some(mark), 10).await.unwrap(), []);
    assert!(matches!(cases::find(&mut &*db, CaseId(999)).await, Err(cases::Error::Unknown(_))));
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_a_case_afterwards() {
    for_each_database(refuses).await;
}

async fn refuses(db: Db) {
    let office = staffed(db).await;
    office.claims(office.owner, MARK).await.unwrap();
    for sql in [
        "update case_steps set role = 'admin'",
        "delete from case_steps",
        "update cases set matter = '{}'",
        "update cases set region = null",
        "delete from cases",
    ] {
        assert!(office.world.types_sql(sql).await.is_err(), "{sql}");
    }
    // Whoever sets the state past the steps convinces nobody: a case stands where its steps say.
    office.world.types_sql("update cases set state = 'approved'").await.unwrap();
    let found = cases::find(&mut &office.world.db, CaseId(1)).await.unwrap();
    assert_eq!(found.state.stage(), Stage::Waiting);
    assert_eq!(found.opener(), Some(PersonId(office.owner.person.0)));
}
