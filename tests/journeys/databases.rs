//! The same story on every database that the service runs on.
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use telusur::db::Db;

/// The address of a PostgreSQL server on which databases may be made, as `tests/postgres-cluster start` prints it.
const POSTGRES: &str = "TELUSUR_TEST_POSTGRES";

/// Tells a story on a fresh SQLite file, and on a fresh PostgreSQL database when there is a server for tests. A story that
/// fails leaves its PostgreSQL database behind, to be looked at until the cluster is stopped.
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

/// A fresh, empty PostgreSQL database for real processes; the cluster of the tests is thrown away with it.
pub(crate) fn fresh_postgres() -> Option<String> {
    let Ok(server) = std::env::var(POSTGRES) else {
        println!("skipped: {POSTGRES} is not set (./test sets it)");
        return None;
    };
    let name = fresh_name();
    wait(command(&server, format!("create database {name}")));
    Some(database_of(&server, &name))
}

/// Takes a database away from whoever uses it: under its new address it is as before. Called on that address, it
/// brings the database back.
pub(crate) fn rename_database(address: &str) -> String {
    let server = std::env::var(POSTGRES).unwrap();
    let name = address.rsplit_once('?').map_or(address, |(address, _)| address).rsplit('/').next().unwrap();
    let to = name.strip_suffix("_away").map_or_else(|| format!("{name}_away"), str::to_owned);
    wait(async {
        command(&server, format!("alter database {name} allow_connections false")).await;
        let sql = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        command(&server, sql).await;
        // A backend takes a moment to end.
        for _ in 0..100 {
            if try_command(&server, format!("alter database {name} rename to {to}")).await.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        command(&server, format!("alter database {to} allow_connections true")).await;
    });
    database_of(&server, &to)
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(work)
}

/// Runs a statement on the server itself: databases are not made in transactions.
async fn command(server: &str, statement: String) {
    try_command(server, statement).await.unwrap();
}

async fn try_command(server: &str, statement: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
    connection.close().await
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
