use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::form::{Form, examined, refused, shell};
use crate::clock::{Clock, Moment};
use crate::db::{self, Db};
use crate::i18n::{fill, number, words};
use crate::reports::{self, Account, Fault, MOST_PHOTOS, NewReport, Number, Told};
use crate::throttle::TooManyTries;
use crate::uploads::{self, LARGEST_FILE, Picture, Refused};
use crate::verification::Verifier;
use crate::web::client::Asking;
use crate::web::error::{Error, Message};
use crate::web::pace::Pace;
use crate::web::shell::{Shell, show_fresh};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

/// The largest form: the photos, and some room for the words around them.
pub(crate) const LARGEST: usize = MOST_PHOTOS * LARGEST_FILE + 256 * 1024;
/// Bytes of a text that are looked at; whoever sends more did not use the form.
const LONGEST_TEXT: usize = 16 * 1024;
/// Numbers tried before the register is given up: that two reports get one is a matter of one in a million.
const TRIES: usize = 3;

/// What a form brought.
#[derive(Default)]
struct Sent {
    told: Told,
    code: String,
    lang: Option<String>,
    photos: Vec<Vec<u8>>,
    /// It was cut off, because the photos are too large together.
    cut: bool,
}

/// What the form needs of the house.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) verifier: Verifier,
    pub(crate) site: Site,
    pub(crate) pace: Pace,
}

/// POST /lapor
pub(crate) async fn receive(
    State(desk): State<Desk>,
    asking: Asking,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Error> {
    let (client, now) = (asking.asker().client, desk.clock.now());
    if let Err(tried) = desk.pace.form(client, now) {
        return Ok(too_many(visitor, &desk.site, tried));
    }
    let form = Multipart::from_request(request, &()).await.map_err(|_| Error::Refused)?;
    // Waited for before the photos are read into memory.
    let Some(_place) = desk.pace.place(client).await else { return Err(Error::Busy) };
    let sent = received(form).await?;
    let shell = shell(visitor.choosing(sent.lang.as_deref()).at_form(&links::report(&sent.code)), &desk.site);
    let code = examined(&desk.verifier, asking.asker(), &shell, sent.code).await;
    let account = match Account::of(&sent.told) {
        Ok(account) => account,
        Err(fault) => {
            let fault = said(&shell, fault);
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Form::new(shell, sent.told, code), fault));
        }
    };
    let photos = if sent.cut { Err(Refused::TooLarge) } else { written_anew(sent.photos).await };
    let photos = match photos {
        Ok(photos) => photos,
        Err(why) => {
            let fault = refused(&shell.w.report, why).to_owned();
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Form::new(shell, sent.told, code), fault));
        }
    };
    if let Err(tried) = desk.pace.report(client, now) {
        let fault = wait(&shell, tried);
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, Form::new(shell, sent.told, code), fault));
    }
    let filed = file(&desk.db, NewReport { account, about: code.about, origin: code.origin, photos }, now).await?;
    Ok(Redirect::to(&shell.to(&format!("{}?baru=ya", links::standing(&filed)))).into_response())
}

/// Reads the form. What its words say is kept even when its photos are too large.
async fn received(mut form: Multipart) -> Result<Sent, Error> {
    let mut sent = Sent::default();
    loop {
        let read = match form.next_field().await {
            Ok(None) => return Ok(sent),
            Ok(Some(field)) => take(&mut sent, field).await,
            Err(error) => Err(error),
        };
        match read.map_err(|error| error.status()) {
            Ok(()) => {}
            Err(StatusCode::PAYLOAD_TOO_LARGE) => {
                sent.cut = true;
                return Ok(sent);
            }
            Err(_) => return Err(Error::Refused),
        }
    }
}

async fn take(sent: &mut Sent, field: Field<'_>) -> Result<(), MultipartError> {
    let name = field.name().unwrap_or_default().to_owned();
    if name.starts_with("foto") {
        let photo = field.bytes().await?;
        if !photo.is_empty() && sent.photos.len() < MOST_PHOTOS {
            sent.photos.push(Vec::from(photo));
        }
        return Ok(());
    }
    let place = match name.as_str() {
        "salah" => &mut sent.told.wrong,
        "cerita" => &mut sent.told.account,
        "toko" => &mut sent.told.bought,
        "wilayah" => &mut sent.told.bought_in,
        "kontak" => &mut sent.told.contact,
        "kode" => &mut sent.code,
        "lang" => sent.lang.get_or_insert_default(),
        _ => return Ok(()),
    };
    let text = field.bytes().await?;
    *place = String::from_utf8_lossy(&text[..text.len().min(LONGEST_TEXT)]).into_owned();
    Ok(())
}

async fn written_anew(photos: Vec<Vec<u8>>) -> Result<Vec<Picture>, Refused> {
    let mut pictures = Vec::with_capacity(photos.len());
    for photo in photos {
        pictures.push(uploads::picture(photo).await?);
    }
    Ok(pictures)
}

async fn file(db: &Db, new: NewReport, now: Moment) -> Result<Number, Error> {
    let new = std::sync::Arc::new(new);
    for _ in 0..TRIES {
        let number = Number::fresh().ok_or(Error::Broken)?;
        let new = new.clone();
        let filed: Result<(), db::Error> = db
            .write(move |tx| {
                let new = new.clone();
                Box::pin(async move { reports::file(tx, &number, &new, now).await })
            })
            .await;
        match filed {
            Ok(()) => return Ok(number),
            Err(db::Error::Duplicate) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Broken)
}

fn said(shell: &Shell, fault: Fault) -> String {
    let w = &shell.w.report;
    match fault {
        Fault::Wrong => w.fault_wrong.clone(),
        Fault::Account => w.fault_account.clone(),
        Fault::TooLong(most) => fill(&w.fault_too_long, &[("most", &number(most as u64, shell.lang))]),
    }
}

/// The form once more, with everything that was typed.
fn again(status: StatusCode, mut form: Form, fault: String) -> Response {
    form.fault = Some(fault);
    show_fresh(status, &form)
}

fn wait(shell: &Shell, tried: TooManyTries) -> String {
    let minutes = number(tried.wait.as_secs().div_ceil(60), shell.lang);
    fill(&shell.w.report.too_many, &[("minutes", &minutes), ("contact", &shell.reach())])
}

fn too_many(visitor: Visitor, site: &Site, tried: TooManyTries) -> Response {
    let title = &words(visitor.lang).report.too_many_title;
    let mut shell = Shell::new(visitor.at_home(), site, |_| title.clone());
    shell.indexed = false;
    let (text, way_out) = (vec![wait(&shell, tried)], shell.w.error.to_home.clone());
    let wait = [(header::RETRY_AFTER, tried.wait.as_secs().to_string())];
    (wait, show_fresh(StatusCode::TOO_MANY_REQUESTS, &Message { shell, text, way_out })).into_response()
}
