use std::future::Future;

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Postgres, Sqlite};

use super::{Db, Error, Param};

/// A row type that both databases can fill. Derive `sqlx::FromRow` and it is one.
pub trait Record: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static {}

impl<T> Record for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static {}

/// An open transaction. Dropping it undoes everything.
pub enum Tx {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Asking questions: of the database as it is ([`&Db`](Db)), or from within a transaction ([`Tx`]).
pub trait Query: Send {
    /// All rows of a select.
    fn all<T: Record>(
        &mut self,
        sql: &'static str,
        params: Vec<Param>,
    ) -> impl Future<Output = Result<Vec<T>, Error>> + Send;

    /// The first row of a select, if there is one.
    fn first<T: Record>(
        &mut self,
        sql: &'static str,
        params: Vec<Param>,
    ) -> impl Future<Output = Result<Option<T>, Error>> + Send;
}

/// A statement with its values bound. The two databases have no common type for it, so this is text, not a function.
macro_rules! bound {
    ($statement:expr, $params:expr) => {{
        let mut statement = $statement;
        for param in $params {
            statement = match param {
                Param::Int(value) => statement.bind(value),
                Param::Real(value) => statement.bind(value),
                Param::Text(value) => statement.bind(value),
                Param::Bytes(value) => statement.bind(value),
                Param::Bool(value) => statement.bind(value),
            };
        }
        statement
    }};
}

impl Query for &Db {
    async fn all<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<T>, Error> {
        Ok(match self {
            Db::Sqlite(sqlite) => bound!(sqlx::query_as::<Sqlite, T>(sql), params).fetch_all(&sqlite.reads).await?,
            Db::Postgres(pool) => bound!(sqlx::query_as::<Postgres, T>(sql), params).fetch_all(pool).await?,
        })
    }

    async fn first<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        Ok(match self {
            Db::Sqlite(sqlite) => {
                bound!(sqlx::query_as::<Sqlite, T>(sql), params).fetch_optional(&sqlite.reads).await?
            }
            Db::Postgres(pool) => bound!(sqlx::query_as::<Postgres, T>(sql), params).fetch_optional(pool).await?,
        })
    }
}

impl Query for Tx {
    async fn all<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<T>, Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(sqlx::query_as::<Sqlite, T>(sql), params).fetch_all(&mut **tx).await?,
            Tx::Postgres(tx) => bound!(sqlx::query_as::<Postgres, T>(sql), params).fetch_all(&mut **tx).await?,
        })
    }

    async fn first<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(sqlx::query_as::<Sqlite, T>(sql), params).fetch_optional(&mut **tx).await?,
            Tx::Postgres(tx) => bound!(sqlx::query_as::<Postgres, T>(sql), params).fetch_optional(&mut **tx).await?,
        })
    }
}

impl Tx {
    /// Runs a statement that changes rows; returns how many.
    pub async fn run(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(sqlx::query::<Sqlite>(sql), params).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => bound!(sqlx::query::<Postgres>(sql), params).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs an `insert … returning id`.
    ///
    /// # Errors
    /// [`Error::Duplicate`] or [`Error::Dangling`] when a constraint refuses the row.
    pub async fn insert(&mut self, sql: &'static str, params: Vec<Param>) -> Result<i64, Error> {
        let row: Option<(i64,)> = self.first(sql, params).await?;
        row.map(|(id,)| id).ok_or(Error::Duplicate)
    }

    /// Moves the register's revision, so that every process forgets what it remembers of it. To be called by every write
    /// that changes what a verify page may say.
    ///
    /// # Errors
    /// [`Error::Away`] when storage fails.
    pub async fn touch(&mut self) -> Result<(), Error> {
        self.run("update revision set number = number + 1 where one = 1", Vec::new()).await.map(drop)
    }

    pub(super) async fn commit(self) -> Result<(), Error> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(super) async fn undo(self) -> Result<(), Error> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
