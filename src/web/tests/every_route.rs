//! Every address of every desk, tried by everybody: the list is read from the sources, so that a new route cannot be forgotten.
use std::collections::BTreeSet;
use std::path::Path;

use axum::http::{Method, StatusCode, header};

use super::agency;
use super::people::{House, house};
use crate::accounts::{self, Reach, Role};
use crate::casework::{self, Who};
use crate::registry::{self, RegionCode};

/// All addresses that the sources name, with their gaps.
fn routes() -> BTreeSet<String> {
    fn read(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.to_string_lossy().contains("/tests/") {
                let text = std::fs::read_to_string(&path).unwrap();
                let named = text.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1));
                found.extend(named.filter(|path| path.starts_with('/')).map(str::to_owned));
            }
        }
    }
    let mut found = BTreeSet::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut found);
    found
}

fn is_desk(route: &str) -> bool {
    ["/meja", "/akun", "/usaha", "/dinas"].iter().any(|desk| route == *desk || route.starts_with(&format!("{desk}/")))
}

/// The numbers of one producer's things.
struct Things {
    producer: i64,
    product: i64,
    batch: i64,
    case: i64,
    sentra: i64,
    person: i64,
}

impl Things {
    /// A route's address for these things.
    fn fill(&self, route: &str) -> String {
        let id = match route {
            _ if route.starts_with("/usaha") || route.starts_with("/dinas/produsen") => self.producer.to_string(),
            _ if route.starts_with("/dinas/perkara") => self.case.to_string(),
            _ if route.starts_with("/dinas/laporan") => "1".to_owned(),
            _ if route.starts_with("/dinas/sentra") => self.sentra.to_string(),
            _ if route.starts_with("/dinas/pengguna") => self.person.to_string(),
            _ => "1".to_owned(),
        };
        route
            .replace("{id}", &id)
            .replace("{product}", &self.product.to_string())
            .replace("{batch}", &self.batch.to_string())
            .replace("{case}", &self.case.to_string())
            .replace("{order}", "1")
            .replace("{photo}", "1")
            .replace("{logo}", "1")
            .replace("{place}", "1")
            .replace("{file}", "produsen.csv")
    }
}

/// A house with people of all kinds, none of whom has anything to do with the second producer, and that producer's things.
async fn staffed() -> (House, Things) {
    let house = house().await;
    let [own, foreign] = house.producers().await;
    let far = Reach::Region(RegionCode::parse("32").unwrap());
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    house.person("rudi", Role::Staff, Reach::Producer(own.id)).await;
    let dewi = house.person("dewi", Role::Companion, Reach::Caseload).await;
    house.person("asep", Role::Officer, far).await;
    house.person("ujang", Role::Approver, far).await;
    house.person("wayan", Role::Auditor, Reach::Everything).await;
    let tono = house.person("tono", Role::Owner, Reach::Producer(foreign.id)).await;
    let product = registry::products_of(&mut &house.db, foreign.id).await.unwrap().remove(0).id;
    let batch = registry::batches_of(&mut &house.db, product, 1).await.unwrap().remove(0).id;
    let opened: Result<_, casework::Error> = house
        .db
        .write(move |tx| {
            Box::pin(async move {
                accounts::add_to_caseload(tx, dewi, own.id, super::fixtures::now()).await?;
                let who = Who { person: tono, role: Role::Owner };
                let draft = agency::trademark(product);
                casework::open_certification(tx, who, &draft, super::fixtures::now()).await.map(|(case, _)| case)
            })
        })
        .await;
    agency::report(&house).await;
    let things = Things {
        producer: foreign.id.0,
        product: product.0,
        batch: batch.0,
        case: opened.unwrap().0,
        sentra: foreign.sentra.unwrap().0,
        person: tono.0,
    };
    (house, things)
}

#[tokio::test]
async fn nobody_reaches_what_is_not_theirs_by_any_address() {
    let (house, things) = staffed().await;
    let routes: Vec<String> = routes().into_iter().filter(|route| is_desk(route)).collect();
    assert!(routes.len() > 40, "{routes:?}");
    for login in ["sari", "rudi", "dewi", "asep", "ujang"] {
        let cookie = house.enter(login).await;
        for route in &routes {
            let path = things.fill(route);
            for method in [Method::GET, Method::POST] {
                if method == Method::POST && !route.contains('{') {
                    // What somebody may do at their own desk is not this test's business.
                    continue;
                }
                let seen = house.ask(method.clone(), &path, &cookie, "", true).await;
                let tried = format!("{login}: {method} {path}: {}", seen.status);
                if seen.status.is_success() {
                    assert!(!route.contains('{') || route.contains("{file}"), "{tried}");
                    assert!(!seen.text().contains("alert(1)"), "{tried} tells of the foreign producer");
                    continue;
                }
                let hidden = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
                let is_there = hidden.contains(&seen.status)
                    || seen.status == StatusCode::FORBIDDEN && route.starts_with("/dinas");
                assert!(is_there || !route.contains('{'), "{tried}");
                assert!(!seen.status.is_server_error(), "{tried}");
            }
        }
    }
}

#[tokio::test]
async fn a_stranger_gets_no_further_than_the_sign_in() {
    let (house, things) = staffed().await;
    for route in routes().iter().filter(|route| is_desk(route)) {
        for method in [Method::GET, Method::POST] {
            let seen = house.ask(method.clone(), &things.fill(route), "", "", true).await;
            if seen.status == StatusCode::METHOD_NOT_ALLOWED {
                continue;
            }
            // Pages that only lead to another ask for nothing.
            let way = seen.headers.get(header::LOCATION).map(|way| way.to_str().unwrap()).unwrap_or_default();
            assert_eq!(seen.status, StatusCode::SEE_OTHER, "{method} {route}");
            assert!(way.starts_with("/masuk?ke=") || way == "/akun", "{method} {route}: {way}");
        }
    }
}

#[tokio::test]
async fn an_auditor_changes_nothing_at_any_address() {
    let (house, things) = staffed().await;
    let cookie = house.enter("wayan").await;
    for route in routes().iter().filter(|route| is_desk(route) && !route.starts_with("/akun")) {
        let path = things.fill(route);
        let seen = house.post(&path, &cookie, "").await;
        let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
        let only_looks = route == "/dinas/jejak/periksa";
        assert!(refused.contains(&seen.status) || only_looks, "{path}: {}", seen.status);
        let page = house.get(&path, &cookie).await;
        assert!(!page.status.is_server_error(), "{path}: {}", page.status);
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        let opened = policy.contains("default-src 'none'; script-src 'self'; connect-src 'self';");
        assert!(opened || !page.status.is_success(), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        let is_page =
            page.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if is_page {
            // Scripts are files of ours: none is written into a page.
            let scripts: Vec<String> = page.text().split("<script").skip(1).map(str::to_owned).collect();
            assert!(scripts.iter().all(|script| script.starts_with(" src=\"/")), "{path}: {scripts:?}");
        }
    }
}

#[tokio::test]
async fn only_pages_with_forms_of_work_have_a_script_and_none_keeps_secrets() {
    let (house, _) = staffed().await;
    let report = house.get("/lapor", "").await;
    assert!(report.text().contains("<script src=\"/formulir.js\" defer></script>"), "photos alone, nothing is kept");
    let join = house.get("/daftar", "").await;
    assert!(join.text().contains("data-keep=\"baru\""), "{}", join.text());
    for path in ["/", "/galeri", "/laporan", "/masuk", "/tentang"] {
        let page = house.get(path, "").await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains("<script"), "{path}");
    }
    let script = house.get("/formulir.js", "").await;
    assert_eq!(script.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
}
