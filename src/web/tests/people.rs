//! People at the door of the desks, and what they send and get.
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::Value;

use super::fixtures::{Seen, now, over, register, send};
use crate::accounts::{self, Hashed, Login, PersonId, Reach, Role, Seat, SecondFactor};
use crate::db::Db;
use crate::registry::{self, RegionCode};

pub(super) const PASSWORD: &str = "kopi pagi di teras";

/// A register with people in it, and its door.
pub(super) struct House {
    pub(super) db: Db,
    pub(super) door: Router,
}

pub(super) async fn house() -> House {
    let db = register().await;
    House { door: over(db.clone()).await, db }
}

/// A second factor whose code is always good for the clock of the tests.
pub(super) fn factor() -> SecondFactor {
    SecondFactor::of([9; 20])
}

impl House {
    /// Somebody with a password, a seat, and a second factor if the seat decides.
    pub(super) async fn person(&self, login: &'static str, role: Role, reach: Reach) -> PersonId {
        let seat = Seat::new(role, reach).unwrap();
        let kept = Hashed::new(PASSWORD, &[login], [1; 16]).unwrap();
        let made: Result<PersonId, accounts::Error> = self
            .db
            .write(move |tx| {
                let kept = kept.clone();
                Box::pin(async move {
                    let id = accounts::create_person(tx, &Login::parse(login)?, login, now()).await?;
                    accounts::set_password(tx, id, &kept).await?;
                    if seat.decides() {
                        accounts::set_second_factor(tx, id, Some(&factor())).await?;
                    }
                    accounts::give_seat(tx, id, seat, None, now()).await?;
                    Ok(id)
                })
            })
            .await;
        made.unwrap()
    }

    /// The two producers of the register: our own, and a foreign one.
    pub(super) async fn producers(&self) -> [registry::Producer; 2] {
        let find = async |code| registry::find_producer_by_code(&mut &self.db, code).await.unwrap().unwrap();
        [find("IKM-1804-001").await, find("IKM-1804-002").await]
    }

    /// An officer of Lampung, and one of a province far away.
    pub(super) fn lampung() -> Reach {
        Reach::Region(RegionCode::parse("18").unwrap())
    }

    /// The cookie of somebody who signs in, with the code of the second factor when it is asked for.
    pub(super) async fn enter(&self, login: &str) -> String {
        let form = format!("login={login}&sandi={}", PASSWORD.replace(' ', "+"));
        let seen = self.post("/masuk", "", &form).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{login}: {}", seen.text());
        let cookie = cookie(&seen).unwrap();
        if !seen.headers[header::LOCATION].to_str().unwrap().starts_with("/masuk/kode") {
            return cookie;
        }
        let seen = self.post("/masuk/kode", &cookie, &format!("kode={}", factor().code(now()))).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{login}: {}", seen.text());
        // Its code is used up; the next person of the story, or the next time, gets a fresh one.
        self.db
            .write(|tx| {
                Box::pin(async move { tx.run("update people set totp_step = null", Vec::new()).await.map(drop) })
            })
            .await
            .unwrap_or_else(|error: crate::db::Error| panic!("{error}"));
        self::cookie(&seen).unwrap()
    }

    pub(super) async fn get(&self, path: &str, cookie: &str) -> Seen {
        self.ask(Method::GET, path, cookie, "", true).await
    }

    pub(super) async fn post(&self, path: &str, cookie: &str, form: &str) -> Seen {
        self.ask(Method::POST, path, cookie, form, true).await
    }

    /// What the script of a page sends, and what it reads: the answer's JSON.
    pub(super) async fn send_json(&self, path: &str, cookie: &str, body: &Value) -> (Seen, Value) {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        let seen = send(self.door.clone(), request.body(Body::from(body.to_string())).unwrap()).await;
        let read = serde_json::from_slice(&seen.bytes).unwrap_or_default();
        (seen, read)
    }

    /// `own`: whether the browser says that the request comes from a page of ours.
    pub(super) async fn ask(&self, method: Method, path: &str, cookie: &str, form: &str, own: bool) -> Seen {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request = request.header("sec-fetch-site", if own { "same-origin" } else { "cross-site" });
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        send(self.door.clone(), request.body(Body::from(form.to_owned())).unwrap()).await
    }
}

/// The cookie that an answer sets, as a browser sends it back.
pub(super) fn cookie(seen: &Seen) -> Option<String> {
    let set = seen.headers.get(header::SET_COOKIE)?.to_str().unwrap();
    Some(set.split(';').next().unwrap().to_owned())
}
