use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::glance::Glance;
use super::group::Desk;
use super::{Error, Param, Query, Record, params};

/// How long a caller waits for a connection or a lock before hearing that storage is away.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The database. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub enum Db {
    /// A file on this machine.
    Sqlite(Sqlite),
    /// A server, shared by several processes.
    Postgres(PgPool),
}

/// SQLite: many readers, and one writer whose commits are grouped.
#[derive(Clone)]
pub struct Sqlite {
    pub(super) reads: SqlitePool,
    pub(super) desk: Desk,
    /// For the rare act that is no transaction: it opens a connection of its own.
    apart: Arc<SqliteConnectOptions>,
    glance: Arc<Glance>,
}

impl Db {
    /// Opens `sqlite://PATH` (made when missing) or `postgres://…`.
    ///
    /// # Errors
    /// [`Error::Address`] for any other address, [`Error::Away`] when it cannot be opened.
    pub async fn open(address: &str) -> Result<Db, Error> {
        if address.starts_with("sqlite:") {
            Db::open_sqlite(address).await
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            Db::open_postgres(address).await
        } else {
            Err(Error::Address(format!(
                "'{address}' is no database address; write sqlite:///path/to/telusur.db or postgres://user@host/name"
            )))
        }
    }

    async fn open_sqlite(address: &str) -> Result<Db, Error> {
        let options = SqliteConnectOptions::from_str(address)
            .map_err(|error| Error::Address(format!("'{address}' is no SQLite address: {error}")))?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // NORMAL loses acknowledged commits in a power cut; FULL does not.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("cache_size", "-4000")
            // A statement takes microseconds; deciding whether to log each one costs as much.
            .disable_statement_logging();
        private_file(options.get_filename())?;
        let desk = Desk::open(options.get_filename())?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let glance = Arc::new(Glance::open(options.get_filename(), cores)?);
        let reads = SqlitePoolOptions::new()
            .max_connections(u32::try_from(cores * 2).unwrap_or(4))
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone().read_only(true).create_if_missing(false))
            .await?;
        Ok(Db::Sqlite(Sqlite { reads, desk, apart: Arc::new(options), glance }))
    }

    async fn open_postgres(address: &str) -> Result<Db, Error> {
        let options = PgConnectOptions::from_str(address)
            .map_err(|error| Error::Address(format!("this is no PostgreSQL address: {error}")))?;
        let pool = PgPoolOptions::new().max_connections(8).acquire_timeout(PATIENCE).connect_with(options).await?;
        Ok(Db::Postgres(pool))
    }

    /// Brings the schema up to date. Safe to call from several processes at once.
    ///
    /// # Errors
    /// [`Error::Away`] when a step fails; steps already taken stay.
    pub async fn migrate(&self) -> Result<(), Error> {
        match self {
            Db::Sqlite(sqlite) => {
                let mut connection = sqlite.apart.connect().await?;
                let done = sqlx::migrate!("migrations/sqlite").run(&mut connection).await;
                connection.close().await?;
                done?;
            }
            Db::Postgres(pool) => sqlx::migrate!("migrations/postgres").run(pool).await?,
        }
        Ok(())
    }

    /// How many schema steps this database lacks, and whether it has steps this program does not know.
    ///
    /// # Errors
    /// [`Error::Away`] when storage cannot be asked.
    pub async fn schema_gap(&self) -> Result<SchemaGap, Error> {
        let known = match self {
            Db::Sqlite(_) => sqlx::migrate!("migrations/sqlite").iter().count(),
            Db::Postgres(_) => sqlx::migrate!("migrations/postgres").iter().count(),
        };
        let rows: Result<Option<(i64,)>, Error> =
            (&mut &*self).first("select count(*) from _sqlx_migrations where success", params![]).await;
        let applied = match rows {
            Ok(row) => row.map_or(0, |(count,)| usize::try_from(count).unwrap_or(0)),
            Err(Error::Away(text)) if text.contains("_sqlx_migrations") => 0,
            Err(error) => return Err(error),
        };
        Ok(SchemaGap { missing: known.saturating_sub(applied), unknown: applied.saturating_sub(known) })
    }

    /// The register's revision: it moves with every write that calls [`Tx::touch`](super::Tx::touch).
    ///
    /// # Errors
    /// [`Error::Away`] when storage cannot be asked.
    pub async fn revision(&self) -> Result<i64, Error> {
        let Db::Sqlite(sqlite) = self else {
            let row: Option<(i64,)> =
                Box::pin((&mut &*self).first("select number from revision where one = 1", params![])).await?;
            return Ok(row.map_or(0, |(number,)| number));
        };
        sqlite.glance.revision()
    }

    /// The first row of a select by key, for the path of every scan: on SQLite it is asked for in place, without the way to
    /// another thread and back, and must therefore be a matter of microseconds.
    ///
    /// # Errors
    /// [`Error::Away`] when storage cannot be asked.
    pub async fn glance<T: Record>(&self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        match self {
            Db::Sqlite(sqlite) => sqlite.glance.first(sql, &params),
            Db::Postgres(_) => Box::pin((&mut &*self).first(sql, params)).await,
        }
    }

    /// Writes a complete, sound copy of an SQLite database to a new file, beside running readers and writers.
    ///
    /// # Errors
    /// [`Error::Address`] on PostgreSQL (use `pg_dump` there), [`Error::Away`] when the copy fails.
    pub async fn copy_to(&self, file: &Path) -> Result<(), Error> {
        match self {
            Db::Sqlite(sqlite) => {
                private_file(file)?;
                sqlite.apart("vacuum into $1", Some(file.to_string_lossy().into_owned())).await
            }
            Db::Postgres(_) => {
                Err(Error::Address("a PostgreSQL database is backed up with pg_dump, not with this command".into()))
            }
        }
    }

    /// What is wrong inside an SQLite file, `None` when it is sound. PostgreSQL looks after itself.
    ///
    /// # Errors
    /// [`Error::Away`] when the file is no database at all.
    pub async fn flaws(&self) -> Result<Option<String>, Error> {
        match self {
            Db::Sqlite(_) => {
                let row: Option<(String,)> = (&mut &*self).first("pragma quick_check(1)", params![]).await?;
                Ok(row.map(|(text,)| text).filter(|text| text != "ok"))
            }
            Db::Postgres(_) => Ok(None),
        }
    }

    /// Moves what waits in the write-ahead log of an SQLite database into its file.
    ///
    /// # Errors
    /// [`Error::Away`] when the file cannot be written.
    pub async fn settle(&self) -> Result<(), Error> {
        match self {
            Db::Sqlite(sqlite) => sqlite.apart("pragma wal_checkpoint(truncate)", None).await,
            Db::Postgres(_) => Ok(()),
        }
    }

    /// Waits for running statements and closes the connections.
    pub async fn close(&self) {
        match self {
            Db::Sqlite(sqlite) => {
                sqlite.glance.close();
                sqlite.reads.close().await;
                // Last: only a connection that may write takes the write-ahead log with it.
                sqlite.desk.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Sqlite {
    /// Runs a statement that no transaction can hold, on a connection of its own.
    async fn apart(&self, sql: &'static str, value: Option<String>) -> Result<(), Error> {
        let mut connection = self.apart.connect().await?;
        let mut statement = sqlx::query(sql);
        if let Some(value) = value {
            statement = statement.bind(value);
        }
        let done = statement.execute(&mut connection).await;
        connection.close().await?;
        done?;
        Ok(())
    }
}

/// Makes an empty file that only its owner may read, unless there is one: a register holds telephone numbers.
fn private_file(file: &Path) -> Result<(), Error> {
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::Away(format!("{}: {error}", file.display()))),
    }
}

/// The distance between a database's schema and this program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchemaGap {
    /// Steps that `telusur migrate` would take.
    pub missing: usize,
    /// Steps taken by a newer program.
    pub unknown: usize,
}
