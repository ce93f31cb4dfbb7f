use std::future::Future;

use sqlx::{Postgres, Sqlite};

use super::row::{Record, Row};
use super::writer::Writer;
use super::{Db, Error, Param};

/// An open transaction. Dropping it undoes everything.
pub enum Tx {
    /// On SQLite: on the writer's thread, which waits for nothing but the disk.
    Sqlite(Writer),
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

/// Each row, read; of rows in a list as of the one row that may be there.
macro_rules! each {
    ($kind:ident, $rows:expr) => {
        $rows.into_iter().map(|row| T::read(&Row::$kind(&row)))
    };
}

impl Query for &Db {
    async fn all<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<T>, Error> {
        Ok(match self {
            Db::Sqlite(sqlite) => {
                each!(Read, bound!(sqlx::query::<Sqlite>(sql), params).fetch_all(&sqlite.reads).await?)
                    .collect::<Result<_, _>>()?
            }
            Db::Postgres(pool) => each!(Postgres, bound!(sqlx::query::<Postgres>(sql), params).fetch_all(pool).await?)
                .collect::<Result<_, _>>()?,
        })
    }

    async fn first<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        Ok(match self {
            Db::Sqlite(sqlite) => {
                each!(Read, bound!(sqlx::query::<Sqlite>(sql), params).fetch_optional(&sqlite.reads).await?)
                    .next()
                    .transpose()?
            }
            Db::Postgres(pool) => {
                each!(Postgres, bound!(sqlx::query::<Postgres>(sql), params).fetch_optional(pool).await?)
                    .next()
                    .transpose()?
            }
        })
    }
}

impl Query for Tx {
    async fn all<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Vec<T>, Error> {
        Ok(match self {
            Tx::Sqlite(writer) => writer.all(sql, &params)?,
            Tx::Postgres(tx) => {
                each!(Postgres, bound!(sqlx::query::<Postgres>(sql), params).fetch_all(&mut **tx).await?)
                    .collect::<Result<_, _>>()?
            }
        })
    }

    async fn first<T: Record>(&mut self, sql: &'static str, params: Vec<Param>) -> Result<Option<T>, Error> {
        Ok(match self {
            Tx::Sqlite(writer) => writer.first(sql, &params)?,
            Tx::Postgres(tx) => {
                each!(Postgres, bound!(sqlx::query::<Postgres>(sql), params).fetch_optional(&mut **tx).await?)
                    .next()
                    .transpose()?
            }
        })
    }
}

impl Tx {
    /// Runs a statement that changes rows; returns how many.
    pub async fn run(&mut self, sql: &'static str, params: Vec<Param>) -> Result<u64, Error> {
        Ok(match self {
            Tx::Sqlite(writer) => writer.run(sql, &params)?,
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
            Tx::Sqlite(writer) => writer.commit()?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(super) async fn undo(self) -> Result<(), Error> {
        match self {
            Tx::Sqlite(writer) => writer.undo()?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
