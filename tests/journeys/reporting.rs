//! A stranger reports a copied label; an officer answers; what was private is forgotten.
use std::future::Future;
use std::pin::Pin;

use telusur::accounts::{self, Login, PersonId};
use telusur::clock::Moment;
use telusur::db::{self, Db, Tx};
use telusur::registry::RegionCode;
use telusur::reports::{
    self, About, Account, Acting, Error, KEPT_DAYS, NewReport, Number, Report, ReportId, State, Told, Wrong,
};
use telusur::uploads::Size;

use crate::databases::for_each_database;
use crate::program::{Office, Page, Server};
use crate::uploading::picture;
use crate::world::{World, batch, day};

const DAY: i64 = 86_400_000;

type Act<'t, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 't>>;

fn noon() -> Moment {
    Moment::noon(day("2026-11-23"))
}

fn region(code: &str) -> Option<RegionCode> {
    RegionCode::parse(code)
}

async fn does<T: Send + 'static>(
    db: &Db,
    act: impl for<'t> Fn(&'t mut Tx) -> Act<'t, T> + Send + 'static,
) -> Result<T, Error> {
    db.write(act).await
}

fn told(wrong: Wrong, bought_in: &str) -> Account {
    let told = Told {
        wrong: wrong.word().into(),
        account: "Isinya bukan kopi.\nBaunya apek.".into(),
        bought: "Pasar Gintung".into(),
        bought_in: bought_in.into(),
        contact: "0812-0000-0009".into(),
    };
    Account::of(&told).unwrap()
}

fn from(origin: Option<RegionCode>, bought_in: &str) -> NewReport {
    NewReport { account: told(Wrong::Copied, bought_in), about: About::default(), origin, photos: Vec::new() }
}

async fn files(db: &Db, seed: u8, new: NewReport) -> Number {
    let number = Number::of_chance([seed; 5]);
    let filed: Result<(), db::Error> = db
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move { reports::file(tx, &number, &new, noon()).await })
        })
        .await;
    filed.unwrap();
    number
}

async fn officer(db: &Db) -> PersonId {
    let made: Result<PersonId, accounts::Error> = db
        .write(|tx| {
            Box::pin(async move { accounts::create_person(tx, &Login::parse("siti")?, "Siti Aminah", noon()).await })
        })
        .await;
    made.unwrap()
}

async fn queue(db: &Db, within: Option<RegionCode>, state: State) -> Vec<i64> {
    let reports = reports::reports_in(&mut &*db, within, state, None, 50).await.unwrap();
    reports.iter().map(|report| report.id.0).collect()
}

async fn standing(db: &Db, number: &Number) -> reports::Standing {
    reports::standing(&mut &*db, number).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_report_reaches_the_officer_of_its_region_and_its_answer_comes_back() {
    for_each_database(is_answered).await;
}

async fn is_answered(db: Db) {
    let world = World::new(db.clone()).await;
    let batch = world.issues(batch("A")).await;
    let code = world.label(&batch, 3).await;
    let about = About { code: Some(code.clone()), verdict: Some("valid".into()), batch: Some(batch.id), item: Some(3) };
    let photos = vec![picture(1), picture(2), picture(3), picture(4)];
    let (account, origin) = (told(Wrong::Copied, "18.71"), region("18.04"));
    let number = files(&db, 1, NewReport { account, about, origin, photos }).await;
    let received = standing(&db, &number).await;
    assert_eq!((received.state, received.at, &received.answer), (State::Received, noon(), &None));
    assert_eq!(reports::standing(&mut &db, &Number::of_chance([2; 5])).await.unwrap(), None);

    let (siti, barat, lain) = (officer(&db).await, region("18.04"), region("18.05"));
    let found = reports::reports_in(&mut &db, barat, State::Received, None, 10).await.unwrap();
    let report: Report = found.into_iter().next().unwrap();
    assert_eq!((report.wrong, report.about.batch, report.about.item), (Wrong::Copied, Some(batch.id), Some(3)));
    assert_eq!((report.about.code.as_deref(), report.about.verdict.as_deref()), (Some(&*code), Some("valid")));
    assert_eq!((report.region, report.bought_in), (region("18.04"), region("18.71")));
    assert_eq!(report.contact.as_deref(), Some("0812-0000-0009"));
    assert_eq!(report.account.as_deref(), Some("Isinya bukan kopi.\nBaunya apek."));
    assert_eq!(report.number, number.to_string());

    let id = report.id;
    assert_eq!(reports::photos_of(&mut &db, barat, id).await.unwrap(), 3, "no more than three are kept");
    let seen = reports::photo(&mut &db, barat, id, 1, Size::Small).await.unwrap();
    assert_eq!(seen.as_deref(), Some(picture(2).small()));
    assert_eq!(reports::photo(&mut &db, barat, id, 3, Size::Small).await.unwrap(), None);
    // Another kabupaten's officer finds nothing and can do nothing.
    assert_eq!(reports::photo(&mut &db, lain, id, 1, Size::Small).await.unwrap(), None);
    assert_eq!(reports::photos_of(&mut &db, lain, id).await.unwrap(), 0);
    assert_eq!(reports::find_report(&mut &db, lain, id).await.unwrap(), None);
    let elsewhere = Acting { officer: siti, within: lain, at: noon() };
    assert!(matches!(does(&db, move |tx| Box::pin(reports::take(tx, elsewhere, id))).await, Err(Error::Unknown)));
    assert!(matches!(
        does(&db, move |tx| Box::pin(reports::answer(tx, elsewhere, id, "Terima kasih."))).await,
        Err(Error::Unknown)
    ));

    let acting = Acting { within: barat, at: Moment(noon().0 + DAY), ..elsewhere };
    does(&db, move |tx| Box::pin(reports::take(tx, acting, id))).await.unwrap();
    let again = does(&db, move |tx| Box::pin(reports::take(tx, acting, id))).await;
    assert!(matches!(again, Err(Error::Moved(State::Taken))));
    assert_eq!(standing(&db, &number).await.taken_at, Some(acting.at));
    for text in ["", "  ", "a\u{202e}b"] {
        let refused = does(&db, move |tx| Box::pin(reports::answer(tx, acting, id, text))).await;
        assert!(matches!(refused, Err(Error::Answer(_))), "{text:?}");
    }
    let said = "Benar: label ini disalin.\nToko sudah ditegur.";
    does(&db, move |tx| Box::pin(reports::answer(tx, acting, id, said))).await.unwrap();
    let answered = standing(&db, &number).await;
    assert_eq!((answered.state, answered.answer.as_deref()), (State::Answered, Some(said)));
    assert_eq!(answered.closed_at, Some(acting.at));
    let closed = does(&db, move |tx| Box::pin(reports::close(tx, acting, id, "Sudah dijawab."))).await;
    assert!(matches!(closed, Err(Error::Moved(State::Answered))));
    let kept = reports::find_report(&mut &db, barat, id).await.unwrap().unwrap();
    assert_eq!((kept.officer, kept.state), (Some(siti), State::Answered));
}

#[tokio::test]
async fn every_queue_holds_its_own_and_lists_page_by_key() {
    for_each_database(sorts).await;
}

async fn sorts(db: Db) {
    let reports_made = [
        from(region("18.04"), "31.71"), // made in Lampung Barat, bought in Jakarta
        from(None, "18.71"),            // no code, bought in Bandar Lampung
        from(None, ""),                 // nothing known
        from(region("32.04"), ""),      // made in Kabupaten Bandung
        from(region("18.04"), ""),
    ];
    for (seed, new) in (1..).zip(reports_made) {
        files(&db, seed, new).await;
    }
    for (within, ids) in [
        (region("18.04"), vec![1, 5]),
        (region("18.71"), vec![2]),
        (region("18.05"), vec![]),
        (region("18"), vec![1, 2, 3, 5]),
        (region("32"), vec![3, 4]),
        (None, vec![1, 2, 3, 4, 5]),
    ] {
        assert_eq!(queue(&db, within, State::Received).await, ids, "{within:?}");
        assert_eq!(reports::waiting(&mut &db, within).await.unwrap(), ids.len() as u64, "{within:?}");
        for id in 1..=5 {
            let found = reports::find_report(&mut &db, within, ReportId(id)).await.unwrap();
            assert_eq!(found.is_some(), ids.contains(&id), "{within:?} {id}");
        }
    }
    let page = reports::reports_in(&mut &db, None, State::Received, Some(ReportId(2)), 2).await.unwrap();
    assert_eq!(page.iter().map(|report| report.id.0).collect::<Vec<_>>(), [3, 4]);
    let acting = Acting { officer: officer(&db).await, within: region("18"), at: noon() };
    does(&db, move |tx| Box::pin(reports::close(tx, acting, ReportId(2), "Dilaporkan dua kali."))).await.unwrap();
    assert_eq!(queue(&db, None, State::Closed).await, [2]);
    assert_eq!(queue(&db, region("18.71"), State::Closed).await, [2]);
    assert_eq!(reports::waiting(&mut &db, None).await.unwrap(), 4);
    let taken: Result<(), db::Error> = db
        .write(|tx| {
            Box::pin(async move { reports::file(tx, &Number::of_chance([1; 5]), &from(None, ""), noon()).await })
        })
        .await;
    assert!(matches!(taken, Err(db::Error::Duplicate)), "a number is of one report");
}

#[tokio::test]
async fn contact_and_photos_are_forgotten_half_a_year_after_the_end() {
    for_each_database(forgets).await;
}

async fn forgets(db: Db) {
    let photos = || vec![picture(1)];
    let number = files(&db, 1, NewReport { photos: photos(), ..from(region("18.04"), "") }).await;
    files(&db, 2, NewReport { photos: photos(), ..from(region("18.04"), "") }).await;
    let acting = Acting { officer: officer(&db).await, within: None, at: noon() };
    does(&db, move |tx| Box::pin(reports::answer(tx, acting, ReportId(1), "Terima kasih."))).await.unwrap();
    let forget = |days: i64| {
        let at = Moment(noon().0 + days * DAY);
        does(&db, move |tx| Box::pin(reports::forget_old(tx, at)))
    };
    assert_eq!(forget(i64::from(KEPT_DAYS)).await.unwrap(), 0);
    assert_eq!(forget(i64::from(KEPT_DAYS) + 1).await.unwrap(), 1);
    assert_eq!(forget(i64::from(KEPT_DAYS) + 1).await.unwrap(), 0);
    let old = reports::find_report(&mut &db, None, ReportId(1)).await.unwrap().unwrap();
    assert_eq!((old.contact, old.account.is_some(), old.bought.is_some()), (None, true, true));
    assert_eq!(reports::photos_of(&mut &db, None, ReportId(1)).await.unwrap(), 0);
    assert_eq!(standing(&db, &number).await.answer.as_deref(), Some("Terima kasih."));
    // One that nobody answered keeps what an answer needs.
    assert_eq!(reports::photos_of(&mut &db, None, ReportId(2)).await.unwrap(), 1);
    let rows: Vec<(i64,)> = db::Query::all(&mut &db, "select count(*) from uploads", vec![]).await.unwrap();
    assert_eq!(rows, [(1,)], "nothing is left behind");
}

/// What a browser sends: words, and photos under the names of their fields.
pub(crate) fn form(words: &[(&str, &str)], photos: &[&[u8]]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in words {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    for (photo, number) in photos.iter().zip(1..) {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"foto{number}\"; filename=\"../a.html\"\r\n");
        body.extend(head.bytes());
        body.extend(b"Content-Type: text/html\r\n\r\n");
        body.extend_from_slice(photo);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}

fn sends(server: &Server, words: &[(&str, &str)], photos: &[&[u8]]) -> Page {
    server.posts("/lapor", "multipart/form-data; boundary=b", &form(words, photos))
}

#[test]
fn a_stranger_reports_a_copied_label_with_two_photos_and_follows_it() {
    let office = Office::at_work();
    let server = office.serves();
    let code = office.codes("A-1").remove(0);
    let path = format!("/{}", code.splitn(4, '/').nth(3).unwrap());
    // The button on the page that the code opened.
    assert!(server.gets(&path).text.contains("href=\"?lapor\">Laporkan keraguan</a>"));
    let form = server.gets(&format!("{path}?lapor"));
    assert_eq!(form.status, 303);
    let shown = server.gets(form.header("location").unwrap()).text;
    assert!(shown.contains("Kopi Robusta Bubuk Petik Merah 200 g") && shown.contains("Kode sah"), "{shown}");

    // First without saying what is wrong: nothing typed is lost.
    let words = [("kode", path.as_str()), ("cerita", "Isinya <b>bukan</b> kopi"), ("toko", "Pasar \"Gintung\"")];
    let again = sends(&server, &words, &[]);
    assert_eq!(again.status, 422);
    assert!(again.text.contains("Pilih dulu apa yang tidak beres."));
    assert!(again.text.contains("Isinya &#60;b&#62;bukan&#60;/b&#62; kopi") && again.text.contains("Gintung"));
    assert!(again.text.contains("Kopi Robusta Bubuk Petik Merah 200 g"), "the code is kept");

    let words = [&words[..], &[("salah", "tiruan"), ("wilayah", "18.71"), ("kontak", "0812-0000-0009")]].concat();
    let (one, two) = (picture(1), picture(2));
    let sent = sends(&server, &words, &[one.large(), two.large(), b""]);
    assert_eq!(sent.status, 303, "{}", sent.text);
    let here = sent.header("location").unwrap().to_owned();
    let thanked = server.gets(&here);
    assert!(thanked.text.contains("Terima kasih") && thanked.text.contains("Simpan nomor ini"));
    let number = here.strip_prefix("/laporan/").unwrap().strip_suffix("?baru=ya").unwrap().to_owned();

    // Weeks later, typed by hand.
    let typed = server.gets(&format!("/laporan?nomor={}", number.to_lowercase().replace('-', "+")));
    assert_eq!((typed.status, typed.header("location")), (303, Some(&*format!("/laporan/{number}"))));
    let seen = server.gets(&format!("/laporan/{number}"));
    assert!(seen.text.contains("Diterima") && !seen.text.contains("Terima kasih"));
    assert_eq!(seen.header("cache-control"), Some("no-store"));
    for private in ["0812", "Gintung", "bukan", "<img"] {
        assert!(!seen.text.contains(private), "{private} is for officers only");
    }
    assert_eq!(server.gets("/laporan/L-0000-0000").status, 404);
    // What a photo is, its content says.
    let words = [("salah", "tiruan"), ("cerita", "tetap ada")];
    let no_picture = sends(&server, &words, &[b"<svg onload=alert(1)>"]);
    assert!(
        no_picture.status == 422 && no_picture.text.contains("tetap ada") && no_picture.text.contains("bukan foto")
    );
}

#[test]
fn whoever_floods_the_office_waits_and_nobody_guesses_numbers() {
    let office = Office::at_work();
    let server = office.serves();
    for _ in 0..5 {
        assert_eq!(sends(&server, &[("salah", "sakit")], &[]).status, 422, "no such choice");
    }
    for _ in 0..5 {
        assert_eq!(sends(&server, &[("salah", "tiruan"), ("lang", "en")], &[]).status, 303);
    }
    let refused = sends(&server, &[("salah", "tiruan")], &[]);
    assert_eq!(refused.status, 429);
    assert!(refused.text.contains("Coba lagi 10 menit lagi"), "{}", refused.text);
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((500..=600).contains(&wait));
    let tries = (0..12).map(|guess| server.gets(&format!("/laporan/L-0000-00{guess:02}")).status);
    assert_eq!(tries.filter(|status| *status == 429).count(), 2);
}
