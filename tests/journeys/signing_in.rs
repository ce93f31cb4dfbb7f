//! People come in, are kept out, and lose what they had.
use std::future::Future;
use std::pin::Pin;

use telusur::accounts::{
    self, Attempt, Error, Fingerprint, Hashed, IDLE_MS, Invitation, Login, PersonId, Reach, Refused, Role, Seat,
    SecondFactor, Secret, SessionId, sign_in,
};
use telusur::clock::Moment;
use telusur::db::{Db, Tx};
use telusur::registry::RegionCode;

use crate::databases::for_each_database;
use crate::world::day;

const PASSWORD: &str = "kopi pagi di teras";
const MINUTE: i64 = 60_000;

fn noon() -> Moment {
    Moment::noon(day("2026-11-23"))
}

fn later(minutes: i64) -> Moment {
    Moment(noon().0 + minutes * MINUTE)
}

fn petugas() -> Seat {
    Seat::new(Role::Officer, Reach::Region(RegionCode::parse("18.04").unwrap())).unwrap()
}

type Act<'t, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 't>>;

async fn does<T: Send + 'static>(
    db: &Db,
    act: impl for<'t> Fn(&'t mut Tx) -> Act<'t, T> + Send + 'static,
) -> Result<T, Error> {
    db.write(act).await
}

/// Siti, with a password and nothing else.
async fn siti(db: &Db) -> PersonId {
    let kept = Hashed::new(PASSWORD, &["siti"], [1; 16]).unwrap();
    let made = does(db, move |tx| {
        let kept = kept.clone();
        Box::pin(async move {
            let id = accounts::create_person(tx, &Login::parse("siti")?, "Siti Aminah", noon()).await?;
            accounts::set_password(tx, id, &kept).await?;
            Ok(id)
        })
    });
    made.await.unwrap()
}

async fn tries(db: &Db, password: &str, code: Option<&str>, at: Moment) -> Result<bool, Refused> {
    let person = sign_in(db, Attempt { login: "Siti", password, at }).await?;
    match code {
        Some(code) => accounts::confirm(db, person.id, code, at).await.map(|()| true),
        None => Ok(false),
    }
}

async fn begins(db: &Db, person: PersonId, secret: Fingerprint, at: Moment) -> SessionId {
    does(db, move |tx| Box::pin(accounts::begin_session(tx, person, secret, "Chrome, Android", false, at)))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_right_password_lets_in_and_wrong_ones_wait_longer_and_longer() {
    for_each_database(waits).await;
}

async fn waits(db: Db) {
    siti(&db).await;
    assert!(!tries(&db, PASSWORD, None, noon()).await.unwrap());
    for _ in 0..4 {
        assert!(matches!(tries(&db, "salah sekali", None, noon()).await, Err(Refused::Wrong)));
    }
    assert!(!tries(&db, PASSWORD, None, noon()).await.unwrap(), "four slips cost nothing");

    for _ in 0..5 {
        assert!(matches!(tries(&db, "salah sekali", None, noon()).await, Err(Refused::Wrong)));
    }
    let Err(Refused::Wait(until)) = tries(&db, PASSWORD, None, noon()).await else {
        panic!("even the right one waits")
    };
    assert_eq!(until.0 - noon().0, 15_000);
    assert!(matches!(tries(&db, "salah sekali", None, until).await, Err(Refused::Wrong)));
    assert!(matches!(tries(&db, PASSWORD, None, Moment(until.0 + 29_999)).await, Err(Refused::Wait(_))));
    assert!(!tries(&db, PASSWORD, None, Moment(until.0 + 30_000)).await.unwrap());

    let nobody = Attempt { login: "tono", password: PASSWORD, at: noon() };
    assert!(matches!(sign_in(&db, nobody).await, Err(Refused::Wrong)));
    let odd = Attempt { login: "' or 1=1 --", password: "", at: noon() };
    assert!(matches!(sign_in(&db, odd).await, Err(Refused::Wrong)));
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_its_code_is_good_once() {
    for_each_database(asks_for_a_code).await;
}

async fn asks_for_a_code(db: Db) {
    let id = siti(&db).await;
    let factor = SecondFactor::of([9; 20]);
    let set = factor.clone();
    does(&db, move |tx| {
        let set = set.clone();
        Box::pin(async move { accounts::set_second_factor(tx, id, Some(&set)).await })
    })
    .await
    .unwrap();

    assert!(matches!(tries(&db, "salah sekali", Some("000000"), noon()).await, Err(Refused::Wrong)), "password first");
    assert!(matches!(tries(&db, PASSWORD, Some("000000"), noon()).await, Err(Refused::WrongCode)));
    let code = factor.code(noon());
    assert!(tries(&db, PASSWORD, Some(&code), noon()).await.unwrap());
    assert!(matches!(tries(&db, PASSWORD, Some(&code), noon()).await, Err(Refused::WrongCode)), "seen over a shoulder");

    let next = factor.code(later(2));
    let attempt = |db: Db, code: String| async move { tries(&db, PASSWORD, Some(&code), later(2)).await };
    let (a, b) = tokio::join!(attempt(db.clone(), next.clone()), attempt(db.clone(), next));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "one of two at once");
}

#[tokio::test]
async fn sessions_end_when_they_must() {
    for_each_database(ends_sessions).await;
}

async fn ends_sessions(db: Db) {
    let id = siti(&db).await;
    let q = &mut &db;
    let phone = Secret::of([1; 32]).fingerprint();
    let desk = Secret::of([2; 32]).fingerprint();
    begins(&db, id, phone, noon()).await;
    let desk_id = begins(&db, id, desk, later(1)).await;
    let found = accounts::find_session(q, phone, later(5)).await.unwrap().unwrap();
    assert_eq!((found.person, found.strong, &*found.about), (id, false, "Chrome, Android"));
    assert_eq!(accounts::sessions_of(q, id, later(5)).await.unwrap().len(), 2);
    assert_eq!(accounts::find_session(q, Secret::of([3; 32]).fingerprint(), later(5)).await.unwrap(), None);

    // Left alone for half a day.
    assert_eq!(accounts::find_session(q, phone, Moment(noon().0 + IDLE_MS)).await.unwrap(), None);
    let seen = found.id;
    does(&db, move |tx| Box::pin(accounts::see_session(tx, seen, later(60)))).await.unwrap();
    assert!(accounts::find_session(q, phone, Moment(noon().0 + IDLE_MS)).await.unwrap().is_some());

    // One's own can be ended one by one; a stranger's cannot.
    let stranger = PersonId(id.0 + 1);
    let foreign = does(&db, move |tx| Box::pin(accounts::end_session(tx, stranger, desk_id))).await;
    assert!(matches!(foreign, Err(Error::Unknown(_))));
    does(&db, move |tx| Box::pin(accounts::end_session(tx, id, desk_id))).await.unwrap();
    assert_eq!(accounts::find_session(q, desk, later(5)).await.unwrap(), None);

    // Another seat, the end of one, a new password, a second factor, a closed door: each ends every session.
    let kept = Hashed::new("pisang goreng hangat", &[], [3; 16]).unwrap();
    for change in 0..5_u8 {
        begins(&db, id, desk, noon()).await;
        let kept = kept.clone();
        does(&db, move |tx| {
            let kept = kept.clone();
            Box::pin(async move {
                match change {
                    0 => accounts::give_seat(tx, id, petugas(), None, noon()).await,
                    1 => {
                        let (number, _) = accounts::seats_of(tx, id).await?[0];
                        accounts::end_seat(tx, number, noon()).await.map(drop)
                    }
                    2 => accounts::set_password(tx, id, &kept).await,
                    3 => accounts::set_second_factor(tx, id, Some(&SecondFactor::of([1; 20]))).await,
                    _ => accounts::enable(tx, id, false).await,
                }
            })
        })
        .await
        .unwrap();
        assert_eq!(accounts::find_session(q, desk, noon()).await.unwrap(), None, "change {change}");
    }
    let code = SecondFactor::of([1; 20]).code(noon());
    assert!(matches!(tries(&db, "pisang goreng hangat", Some(&code), noon()).await, Err(Refused::Disabled)));
}

#[tokio::test]
async fn an_invitation_gives_its_seat_once() {
    for_each_database(redeems).await;
}

async fn redeems(db: Db) {
    let id = siti(&db).await;
    let secret = Secret::of([5; 32]).fingerprint();
    let invitation = Invitation { seat: petugas(), given_by: None, ends_at: later(10) };
    does(&db, move |tx| Box::pin(accounts::invite(tx, secret, invitation, noon()))).await.unwrap();
    let opens = async |secret: Fingerprint, at: Moment| {
        does(&db, move |tx| Box::pin(accounts::redeem(tx, secret, id, at))).await
    };
    assert!(matches!(opens(secret, later(10)).await, Err(Error::Spent)), "its time is over");
    assert!(matches!(opens(Secret::of([6; 32]).fingerprint(), noon()).await, Err(Error::Spent)), "never given");
    assert_eq!(opens(secret, noon()).await.unwrap(), petugas());
    assert!(matches!(opens(secret, noon()).await, Err(Error::Spent)), "used");
    let seats = accounts::seats_of(&mut &db, id).await.unwrap();
    assert_eq!(seats.iter().map(|(_, seat)| *seat).collect::<Vec<_>>(), [petugas()]);
}

#[tokio::test]
async fn a_login_belongs_to_one_person() {
    for_each_database(keeps_logins_apart).await;
}

async fn keeps_logins_apart(db: Db) {
    siti(&db).await;
    let again = does(&db, |tx| {
        Box::pin(async move { accounts::create_person(tx, &Login::parse("SITI")?, "Siti Lain", noon()).await })
    });
    assert!(matches!(again.await, Err(Error::Taken(login)) if login == "siti"));
    let names = accounts::people_after(&mut &db, None, 10).await.unwrap();
    assert_eq!(names.iter().map(|person| &*person.name).collect::<Vec<_>>(), ["Siti Aminah"]);
}
