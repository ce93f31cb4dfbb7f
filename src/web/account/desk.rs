//! The desk: what somebody who signed in may turn to.
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::role_name;
use crate::accounts::{Actor, Reach};
use crate::db::Db;
use crate::i18n::fill;
use crate::registry::{self, Producer};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

#[derive(Template)]
#[template(path = "account/desk.html")]
struct Page {
    shell: Shell,
    tasks: Vec<Task>,
    waits: bool,
}

/// Something to turn to.
struct Task {
    href: Option<String>,
    name: String,
    role: String,
}

impl Task {
    /// A producer's console.
    fn of(shell: &Shell, producer: Producer, role: String) -> Task {
        Task { href: Some(shell.to(&links::business(producer.id))), name: producer.name, role }
    }
}

/// GET /meja
pub(super) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    let greeting = |w: &crate::i18n::Words| fill(&w.account.hello, &[("name", &actor.name)]);
    let shell = Shell::of_desk(visitor, &site, &actor, greeting);
    let tasks = tasks(&db, &actor, &shell).await?;
    Ok(show(StatusCode::OK, &Page { tasks, waits: actor.waits_for_second_factor, shell }))
}

async fn tasks(db: &Db, actor: &Actor, shell: &Shell) -> Result<Vec<Task>, Error> {
    let mut tasks = Vec::new();
    for seat in actor.seats() {
        let role = role_name(shell.w, seat.role()).to_owned();
        match seat.reach() {
            Reach::Producer(id) => {
                let producer = registry::find_producer(&mut &*db, id).await?;
                tasks.extend(producer.map(|producer| Task::of(shell, producer, role)));
            }
            Reach::Caseload => {
                for id in actor.caseload() {
                    let producer = registry::find_producer(&mut &*db, *id).await?;
                    let role = role.clone();
                    tasks.extend(producer.map(|producer| Task::of(shell, producer, role)));
                }
            }
            Reach::Region(code) => {
                tasks.push(Task { href: office(shell, seat.reach()), name: code.name().to_owned(), role })
            }
            Reach::Everything => {
                tasks.push(Task { href: office(shell, seat.reach()), name: shell.w.roles.everywhere.clone(), role });
            }
        }
    }
    Ok(tasks)
}

/// The console of officers, approvers, administrators and auditors, in the region of a seat.
fn office(shell: &Shell, reach: Reach) -> Option<String> {
    match reach {
        Reach::Region(code) => Some(shell.to(&format!("/dinas?wilayah={code}"))),
        Reach::Everything => Some(shell.to("/dinas")),
        Reach::Producer(_) | Reach::Caseload => None,
    }
}
