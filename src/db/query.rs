use std::future::Future;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::{Query as Statement, QueryAs};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
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

macro_rules! binds {
    ($name:ident, $statement:ty) => {
        fn $name<'q>(mut statement: $statement, params: Vec<Param>) -> $statement {
            for param in params {
                statement = match param {
                    Param::Int(value) => statement.bind(value),
                    Param::Real(value) => statement.bind(value),
                    Param::Text(value) => statement.bind(value),
                    Param::Bytes(value) => statement.bind(value),
                    Param::Bool(value) => statement.bind(value),
                };
            }
            statement
        }
    };
}

binds!(bind_sqlite, Statement<'q, Sqlite, SqliteArguments>);
binds!(bind_postgres, Statement<'q, Postgres, PgArguments>);

macro_rules! binds_as {
    ($name:ident, $database:ty, $arguments:ty, $row:ty) => {
        fn $name<'q, T>(
            mut statement: QueryAs<'q, $database, T, $arguments>,
            params: Vec<Param>,
        ) -> QueryAs<'q, $database, T, $arguments>
        where
            T: for<'r> FromRow<'r, $row>,
        {
            for param in params {
                statement = match param {
                    Param::Int(value) => statement.bind(value),
                    Param::Real(value) => statement.bind(value),
                    Param::Text(value) => statement.bind(value),
                    Param::Bytes(value) => statement.bind(value),
                    Param::Bool(value) => statement.bind(value),
                };
            }
            statement
        }
    };
}

binds_as!(bind_sqlite_as, Sqlite, SqliteArguments, SqliteRow);
binds_as!(bind_postgres_as, Postgres, PgArguments, PgRow);

impl Query for &Db {
    async fn all<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<T>, Error> {
        Ok(match self {
            Db::Sqlite(sqlite) => bind_sqlite_as(sqlx::query_as(sql), params).fetch_all(&sqlite.reads).await?,
            Db::Postgres(pool) => bind_postgres_as(sqlx::query_as(sql), params).fetch_all(pool).await?,
        })
    }

    async fn first<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        Ok(match self {
            Db::Sqlite(sqlite) => bind_sqlite_as(sqlx::query_as(sql), params).fetch_optional(&sqlite.reads).await?,
            Db::Postgres(pool) => bind_postgres_as(sqlx::query_as(sql), params).fetch_optional(pool).await?,
        })
    }
}

impl Query for Tx {
    async fn all<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<T>, Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bind_sqlite_as(sqlx::query_as(sql), params).fetch_all(&mut **tx).await?,
            Tx::Postgres(tx) => bind_postgres_as(sqlx::query_as(sql), params).fetch_all(&mut **tx).await?,
        })
    }

    async fn first<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bind_sqlite_as(sqlx::query_as(sql), params).fetch_optional(&mut **tx).await?,
            Tx::Postgres(tx) => bind_postgres_as(sqlx::query_as(sql), params).fetch_optional(&mut **tx).await?,
        })
    }
}

impl Tx {
    /// Runs a statement that changes rows; returns how many.
    pub async fn run(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bind_sqlite(sqlx::query(sql), params).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => bind_postgres(sqlx::query(sql), params).execute(&mut **tx).await?.rows_affected(),
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
