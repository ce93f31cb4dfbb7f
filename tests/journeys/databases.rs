//! The same story on every database that the service runs on.
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use telusur::db::Db;

/// The address of a PostgreSQL server on which databases may be made, as `tests/postgres-cluster start` prints it.
const POSTGRES: &str = "TELUSUR_TEST_POSTGRES";

/// Tells a story on a fresh SQLite file, and on a fresh PostgreSQL database when there is a server for tests.
pub(crate) async fn for_each_database<F: Future<Output = ()>>(story: impl Fn(Db) -> F) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", dir.path().join("telusur.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    story(db.clone()).await;
    db.close().await;

    let Ok(server) = std::env::var(POSTGRES) else {
        println!("the PostgreSQL half was skipped: {POSTGRES} is not set (./test sets it)");
        return;
    };
    let name = fresh_name();
    command(&server, format!("create database {name}")).await;
    let db = Db::open(&database_of(&server, &name)).await.unwrap();
    db.migrate().await.unwrap();
    story(db.clone()).await;
    db.close().await;
    command(&server, format!("drop database {name} with (force)")).await;
}

/// Runs a statement on the server itself: databases are not made in transactions.
async fn command(server: &str, statement: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn fresh_name() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    format!("telusur_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed))
}

/// The server's address with another database name.
fn database_of(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, String::new()), |(a, o)| (a, format!("?{o}")));
    let (scheme, rest) = address.split_once("://").unwrap();
    let host = rest.split('/').next().unwrap();
    format!("{scheme}://{host}/{name}{options}")
}
