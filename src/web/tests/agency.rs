//! The officers' console as officers, and those who are none, see it.
use axum::http::{Method, StatusCode, header};

use sha2::{Digest, Sha256};

use super::fixtures::{Seen, now};
use super::people::{House, house};
use crate::accounts::{PersonId, Reach, Role};
use crate::audit::{self, Act, Wanted};
use crate::cases::CaseId;
use crate::casework::{self, ClaimDraft, Who};
use crate::registry::{self, ProducerStatus, RegionCode};
use crate::reports::{self, About, Account, NewReport, Number, Told, Wrong};
use crate::uploads;

/// Every page of the console that names nothing.
const PAGES: [&str; 10] = [
    "/dinas",
    "/dinas/laporan",
    "/dinas/tarik",
    "/dinas/penarikan",
    "/dinas/kedaluwarsa",
    "/dinas/kedaluwarsa?jangka=lewat&wilayah=18.04",
    "/dinas/produsen?cari=kopi",
    "/dinas/produk?status=aktif",
    "/dinas/sentra?status=sk",
    "/dinas/sentra/baru",
];

fn far_away() -> Reach {
    Reach::Region(RegionCode::parse("32").unwrap())
}

/// A house with an owner, an officer, an approver, an auditor, and an officer of another province.
pub(super) async fn staffed() -> (House, PersonId) {
    let house = house().await;
    let [own, _] = house.producers().await;
    let owner = house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    house.person("budi", Role::Officer, House::lampung()).await;
    house.person("agung", Role::Approver, House::lampung()).await;
    house.person("wayan", Role::Auditor, Reach::Everything).await;
    house.person("asep", Role::Officer, far_away()).await;
    (house, owner)
}

/// A trademark that the owner claims, without a paper.
async fn claim(house: &House, owner: PersonId) -> CaseId {
    claim_with(house, owner, None).await
}

/// A trademark as a producer claims it.
pub(super) fn trademark(product: registry::ProductId) -> ClaimDraft {
    let number = "IDM000123456".to_owned();
    ClaimDraft { product, kind: 11, number, holder: None, issued: None, valid_until: None, document: None }
}

async fn claim_with(house: &House, owner: PersonId, document: Option<i64>) -> CaseId {
    let [own, _] = house.producers().await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    opens(house, owner, ClaimDraft { document, ..trademark(product) }).await
}

/// A case about what the owner claims.
pub(super) async fn opens(house: &House, owner: PersonId, draft: ClaimDraft) -> CaseId {
    let opened: Result<CaseId, casework::Error> = house
        .db
        .write(move |tx| {
            let draft = draft.clone();
            Box::pin(async move {
                let who = Who { person: owner, role: Role::Owner };
                casework::open_certification(tx, who, &draft, now()).await.map(|(case, _)| case)
            })
        })
        .await;
    opened.unwrap()
}

/// A report of the region; it is the first.
pub(super) async fn report(house: &House) {
    let told = Told { wrong: Wrong::Copied.word().into(), account: "<b>Bukan</b> kopi".into(), ..Told::default() };
    let new = NewReport {
        account: Account::of(&told).unwrap(),
        about: About::default(),
        origin: RegionCode::parse("18.04"),
        photos: Vec::new(),
    };
    let filed: Result<(), crate::db::Error> = house
        .db
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move { reports::file(tx, &Number::of_chance([7; 5]), &new, now()).await })
        })
        .await;
    filed.unwrap();
}

fn way(seen: &Seen) -> &str {
    seen.headers[header::LOCATION].to_str().unwrap()
}

async fn batch(house: &House) -> i64 {
    let [own, _] = house.producers().await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    registry::batches_of(&mut &house.db, product, 1).await.unwrap()[0].id.0
}

#[tokio::test]
async fn only_an_office_comes_in_and_only_to_its_own_region() {
    let (house, owner) = staffed().await;
    let (case, [own, _]) = (claim(&house, owner).await, house.producers().await);
    report(&house).await;
    let sentra = own.sentra.unwrap();
    let things = [
        format!("/dinas/perkara/{case}"),
        format!("/dinas/tarik/{}", batch(&house).await),
        format!("/dinas/produsen/{}", own.id),
        format!("/dinas/produsen/{}/undang", own.id),
        format!("/dinas/sentra/{sentra}"),
        "/dinas/laporan/1".to_owned(),
    ];
    let [owner, officer, auditor, foreign] =
        [house.enter("sari").await, house.enter("budi").await, house.enter("wayan").await, house.enter("asep").await];
    for path in PAGES.iter().copied().chain(things.iter().map(String::as_str)) {
        let seen = house.get(path, "").await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{path}");
        assert!(way(&seen).starts_with("/masuk?ke=%2Fdinas"), "{path}: {}", way(&seen));
        assert_eq!(house.get(path, &owner).await.status, StatusCode::FORBIDDEN, "{path}");
        for lang in ["id", "en"] {
            let path = format!("{path}{}lang={lang}", if path.contains('?') { '&' } else { '?' });
            let seen = house.get(&path, &officer).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}");
            assert!(!seen.text().contains("<script>") && !seen.text().contains("<b>Bukan"), "{path}");
            assert_eq!(seen.headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
    }
    for path in &things {
        assert_eq!(house.get(path, &foreign).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(house.post(path, &foreign, "langkah=ambil").await.status, StatusCode::NOT_FOUND, "{path}");
        let strange = house.ask(Method::POST, path, &officer, "langkah=ambil", false).await;
        assert_eq!(strange.status, StatusCode::FORBIDDEN, "{path}: a form of another site");
        let form = "langkah=ambil&menjadi=tutup&alasan=x&wilayah=18.04&nama=x";
        assert_eq!(house.post(path, &auditor, form).await.status, StatusCode::FORBIDDEN, "{path}: only reads");
    }
    for path in ["/dinas/perkara/999", "/dinas/tarik/999", "/dinas/produsen/x", "/dinas/sentra/0", "/dinas/laporan/9"] {
        assert_eq!(house.get(path, &officer).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!house.get("/dinas", &foreign).await.text().contains("IDM000123456"), "another region's queue");
}

#[tokio::test]
async fn two_people_certify_and_the_first_is_told_so() {
    let (house, owner) = staffed().await;
    let case = claim(&house, owner).await;
    let path = format!("/dinas/perkara/{case}");
    let (officer, approver) = (house.enter("budi").await, house.enter("agung").await);
    let queue = house.get("/dinas", &officer).await;
    assert!(queue.text().contains("IDM000123456") && queue.text().contains(&path), "{}", queue.text());

    let page = house.get(&path, &approver).await;
    assert!(page.text().contains("Menunggu pemeriksaan seorang petugas"), "an approver does not begin");
    let late = "langkah=usul&dilihat=1&dasar=document_seen&hari=2031-01-01&kantor=Dinas+Perindustrian+Contoh";
    let refused = house.post(&path, &officer, late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Tanggal itu belum tiba"), "{}", refused.text());
    assert!(refused.text().contains("2031-01-01") && refused.text().contains("Dinas Perindustrian Contoh"), "kept");

    let proposed = house.post(&path, &officer, "langkah=usul&dilihat=1&dasar=document_seen&hari=2026-11-20").await;
    assert_eq!((proposed.status, way(&proposed)), (StatusCode::SEE_OTHER, &*format!("{path}?kabar=diusulkan")));
    let own = house.get(&path, &officer).await;
    assert!(own.text().contains("perlu orang kedua") && !own.text().contains("value=\"setuju\""), "{}", own.text());
    let alone = house.post(&path, &officer, "langkah=setuju&dilihat=2").await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert!(house.get("/dinas", &approver).await.text().contains("IDM000123456"), "what waits for a second person");
    let stale = house.post(&path, &approver, "langkah=setuju&dilihat=1").await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text().contains("Orang lain baru saja mengerjakan"), "{}", stale.text());
    let done = house.post(&path, &approver, "langkah=setuju&dilihat=2").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let [own, _] = house.producers().await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let marks = registry::certifications_of(&mut &house.db, product).await.unwrap();
    assert!(marks.iter().any(|entry| entry.number == "IDM000123456"));
    let again = house.post(&path, &approver, "langkah=tolak&dilihat=3&alasan=x").await;
    assert!(again.text().contains("sudah diputus"), "{}", again.text());
}

#[tokio::test]
async fn a_recall_takes_three_steps_and_is_lifted_with_a_reason() {
    let (house, _) = staffed().await;
    let (officer, path) = (house.enter("budi").await, format!("/dinas/tarik/{}", batch(&house).await));
    let label = format!("https://cek.contoh.example{}", super::fixtures::address());
    let pasted: String = form_urlencoded::Serializer::new(String::new()).append_pair("cari", &label).finish();
    let found = house.get(&format!("/dinas/tarik?{pasted}"), &officer).await;
    assert_eq!((found.status, way(&found)), (StatusCode::SEE_OTHER, &*path), "a label's address leads to its batch");

    let form = "dari=2&sampai=1&alasan=Kaca&anjuran=Buang&kontak=0721";
    let refused = house.post(&path, &officer, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"2\"") && refused.text().contains("value=\"Kaca\""), "typed values stay");
    let nothing = house.post(&path, &officer, "kontak=0721").await;
    assert!(nothing.text().contains("aria-invalid"), "{}", nothing.text());

    let shown = house.post(&path, &officer, "alasan=Kaca&anjuran=Buang&kontak=0721").await;
    assert!(shown.status.is_success() && shown.text().contains("Tarik sekarang"), "{}", shown.text());
    let recalls = registry::BatchId(batch(&house).await);
    assert!(
        crate::recalls::recalls_of(&mut &house.db, recalls).await.unwrap().is_empty(),
        "not before it is confirmed"
    );
    let done = house.post(&path, &officer, "alasan=Kaca&anjuran=Buang&kontak=0721&pasti=ya").await;
    assert_eq!((done.status, way(&done)), (StatusCode::SEE_OTHER, "/dinas/penarikan/1?kabar=ditarik"));
    assert!(house.get(&super::fixtures::address(), "").await.text().contains("data-verdict=\"recalled\""));

    let silent = house.post("/dinas/penarikan/1", &officer, "kata=+").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let lifted = house.post("/dinas/penarikan/1", &officer, "alasan=Hasil+uji+aman").await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.text());
    let found = audit::search(&mut &house.db, &Wanted::default(), None, 10).await.unwrap();
    let acts: Vec<Act> = found.entries.iter().map(|recorded| recorded.entry.act).collect();
    assert_eq!(acts[..2], [Act::RecallLifted, Act::Recalled]);
    assert_eq!(found.entries[0].entry.seat, Some(Role::Officer), "the trail says as what it was done");
}

#[tokio::test]
async fn an_office_keeps_producers_and_sentra() {
    let (house, _) = staffed().await;
    let (officer, [own, _]) = (house.enter("budi").await, house.producers().await);
    let path = format!("/dinas/produsen/{}", own.id);
    let silent = house.post(&path, &officer, "menjadi=dibekukan&kata=").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = house.post(&path, &officer, "menjadi=dibekukan&alasan=Sedang+diperiksa").await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    assert_eq!(house.producers().await[0].status, ProducerStatus::Suspended);
    let back = house.post(&path, &officer, "menjadi=menunggu_verifikasi&alasan=x").await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing goes back to waiting");

    let invited = house.post(&format!("{path}/undang"), &officer, "").await;
    let link = invited.text().split("https://cek.contoh.example").nth(1).unwrap().split('<').next().unwrap();
    assert!(link.starts_with("/undangan/"), "{link}");
    assert!(house.get(link, "").await.text().contains(&own.name), "the link is good");

    let form = "kode=SEN-9&nama=Sentra+Tapis&wilayah=18.04&sk_nomor=&sk_tanggal=2020-01-02&anggota=8";
    let refused = house.post("/dinas/sentra/baru", &officer, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a date without a number");
    assert!(refused.text().contains("Sentra Tapis") && refused.text().contains("2020-01-02"), "typed values stay");
    let foreign = house.post("/dinas/sentra/baru", &officer, &form.replace("18.04", "32.04")).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "a sentra of another office");
    let made = house.post("/dinas/sentra/baru", &officer, &form.replace("sk_nomor=", "sk_nomor=SK+9")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    assert!(house.get(way(&made), &officer).await.text().contains("SK 9"));
    let twice = house.post("/dinas/sentra/baru", &officer, &form.replace("sk_nomor=", "sk_nomor=SK+9")).await;
    assert!(twice.text().contains("SEN-9 sudah dipakai"), "{}", twice.text());
}

#[tokio::test]
async fn a_report_is_taken_and_answered_for_all_to_read() {
    let (house, _) = staffed().await;
    report(&house).await;
    let officer = house.enter("budi").await;
    let path = "/dinas/laporan/1";
    assert!(house.get("/dinas/laporan", &officer).await.text().contains(path));
    assert_eq!(house.post(path, &officer, "langkah=ambil").await.status, StatusCode::SEE_OTHER);
    let silent = house.post(path, &officer, "langkah=jawab&kata=").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = house.post(path, &officer, "langkah=jawab&kata=Sudah+kami+tarik").await;
    assert_eq!(way(&done), "/dinas/laporan/1?kabar=dijawab");
    let number = Number::of_chance([7; 5]);
    assert!(house.get(&format!("/laporan/{number}"), "").await.text().contains("Sudah kami tarik"));
    let late = house.post(path, &officer, "langkah=tutup&alasan=x").await;
    assert!(late.text().contains("ditangani orang lain"), "{}", late.text());
}

/// A form with a file in it, as a browser sends it.
pub(super) async fn sends(house: &House, cookie: &str, sheet: &str, file: &str) -> Seen {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"daftar\"\r\n\r\n{sheet}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"sentra.csv\"\r\n\r\n{file}\r\n--x--\r\n"
    );
    let request = axum::http::Request::post("/dinas/impor")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .body(body.into())
        .unwrap();
    super::fixtures::send(house.door.clone(), request).await
}

#[tokio::test]
async fn a_file_is_seen_row_by_row_before_it_is_entered() {
    const HEAD: &str = "sentra_code,name,region_code,sk_number,sk_date,sk_by,members\n";
    let (house, _) = staffed().await;
    let (officer, auditor) = (house.enter("budi").await, house.enter("wayan").await);
    assert_eq!(house.get("/dinas/impor", &auditor).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get("/dinas/impor/periksa", &officer).await.status, StatusCode::SEE_OTHER, "nothing waits");
    assert_eq!(sends(&house, &officer, "sentra", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let foreign = format!("{HEAD}SEN-7,Sentra Kopi,18.04,,,,8\nSEN-8,Sentra Bandung,32.04,,,,8\n");
    let sent = sends(&house, &officer, "sentra", &foreign).await;
    assert_eq!((sent.status, way(&sent)), (StatusCode::SEE_OTHER, "/dinas/impor/periksa"));
    let seen = house.get("/dinas/impor/periksa", &officer).await;
    assert!(seen.text().contains("Sentra Kopi") && seen.text().contains("di luar daerah Anda"), "{}", seen.text());
    let print = |file: &str| Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let enter =
        async |file: &str| house.post("/dinas/impor/periksa", &officer, &format!("dilihat={}", print(file))).await;
    assert_eq!(enter(&foreign).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = registry::find_sentra_by_code(&mut &house.db, "SEN-7").await.unwrap();
    assert!(none.is_none(), "one row of another region keeps all out");

    let good = format!("{HEAD}SEN-7,<b>Sentra</b>,18.04,,,,8\n");
    sends(&house, &officer, "sentra", &good).await;
    let other = enter(&foreign).await;
    assert!(other.text().contains("berkas lain"), "what is entered is what was seen: {}", other.text());
    let seen = house.get("/dinas/impor/periksa", &officer).await;
    assert!(!seen.text().contains("<b>Sentra") && seen.text().contains("Semua baris benar"), "{}", seen.text());
    assert_eq!(way(&enter(&good).await), "/dinas/impor?kabar=dimasukkan");
    assert!(registry::find_sentra_by_code(&mut &house.db, "SEN-7").await.unwrap().is_some());
    assert_eq!(house.get("/dinas/impor/periksa", &officer).await.status, StatusCode::SEE_OTHER, "it waits no more");

    let file = house.get("/dinas/unduh/sentra.csv?cari=SEN-7", &officer).await;
    assert!(
        file.text().contains("SEN-7") && file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains(".csv")
    );
    assert!(house.get("/dinas/unduh/kedaluwarsa.xlsx", &officer).await.bytes.starts_with(b"PK"));
    assert_eq!(house.get("/dinas/unduh/sentra.csv", &auditor).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get("/dinas/unduh/semua.csv", &officer).await.status, StatusCode::NOT_FOUND);
    let found = audit::search(&mut &house.db, &Wanted::default(), None, 3).await.unwrap();
    let acts: Vec<Act> = found.entries.iter().map(|recorded| recorded.entry.act).collect();
    assert_eq!(acts, [Act::Exported, Act::Exported, Act::Imported]);
}

#[tokio::test]
async fn a_paper_is_shown_to_the_office_of_its_region_alone() {
    let (house, owner) = staffed().await;
    let [own, foreign] = house.producers().await;
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([90, 60, 30]));
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(picture).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let paper = uploads::document(png.into_inner()).await.unwrap();
    let keep = async |producer| {
        let paper = paper.clone();
        let kept = house.db.write(move |tx| {
            let paper = paper.clone();
            Box::pin(async move { uploads::add_document(tx, producer, &paper, now()).await })
        });
        kept.await.unwrap()
    };
    let (mine, theirs) = (keep(own.id).await, keep(foreign.id).await);
    let case = claim_with(&house, owner, Some(mine.0)).await;
    let (officer, stranger) = (house.enter("budi").await, house.enter("asep").await);
    let path = format!("/dinas/perkara/{case}/dokumen");
    assert!(house.get(&format!("/dinas/perkara/{case}"), &officer).await.text().contains(&path));
    let seen = house.get(&path, &officer).await;
    assert_eq!((seen.status, &seen.headers[header::CONTENT_TYPE]), (StatusCode::OK, &"image/jpeg".parse().unwrap()));
    assert_eq!(seen.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(house.get(&path, &stranger).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&path, "").await.status, StatusCode::SEE_OTHER);
    house.post(&format!("/dinas/perkara/{case}"), &officer, "langkah=tolak&dilihat=1&alasan=x").await;
    let odd = claim_with(&house, owner, Some(theirs.0)).await;
    let path = format!("/dinas/perkara/{odd}/dokumen");
    assert_eq!(house.get(&path, &officer).await.status, StatusCode::NOT_FOUND, "a paper of another producer");
}
