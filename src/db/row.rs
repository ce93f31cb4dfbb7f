//! Rows: what a select answers, whoever was asked.
//!
//! A value is read by the name of its column, or by its place where a statement has one or two columns and no struct is worth
//! it. What a column holds and what the field wants must agree in type; a `null` is `None`.
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Postgres, Row as _, Sqlite, Type};

use super::Error;

/// One row, from whichever connection.
pub enum Row<'r> {
    /// From a reader of SQLite.
    Read(&'r SqliteRow),
    /// From the writer of SQLite.
    Written(&'r rusqlite::Row<'r>),
    /// From PostgreSQL.
    Postgres(&'r PgRow),
}

/// A value that every connection can give.
pub trait Value:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres> + rusqlite::types::FromSql
{
}

impl<T> Value for T where
    T: for<'r> Decode<'r, Sqlite>
        + Type<Sqlite>
        + for<'r> Decode<'r, Postgres>
        + Type<Postgres>
        + rusqlite::types::FromSql
{
}

/// Which value of a row: a column's name, or its place from 0.
pub trait Column: ColumnIndex<SqliteRow> + ColumnIndex<PgRow> + rusqlite::RowIndex {}

impl<T> Column for T where T: ColumnIndex<SqliteRow> + ColumnIndex<PgRow> + rusqlite::RowIndex {}

impl Row<'_> {
    /// One value of the row.
    ///
    /// # Errors
    /// [`Error::Away`] when there is no such column or it holds something else: the schema is not the one this program knows.
    pub fn get<T: Value>(&self, column: impl Column) -> Result<T, Error> {
        Ok(match self {
            Row::Read(row) => row.try_get(column)?,
            Row::Written(row) => row.get(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }
}

/// A type that a row can fill. The macro `record!` makes one of a struct.
pub trait Record: Sized + Send + 'static {
    /// Reads it from a row.
    ///
    /// # Errors
    /// As [`Row::get`].
    fn read(row: &Row<'_>) -> Result<Self, Error>;
}

impl<A: Value + Send + 'static> Record for (A,) {
    fn read(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?,))
    }
}

impl<A: Value + Send + 'static, B: Value + Send + 'static> Record for (A, B) {
    fn read(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?, row.get(1)?))
    }
}

/// A struct whose fields are named and typed after the columns of a select.
macro_rules! record {
    ($(#[$about:meta])* $vis:vis struct $name:ident { $($field:ident: $kind:ty),* $(,)? }) => {
        $(#[$about])*
        $vis struct $name {
            $($field: $kind,)*
        }

        impl $crate::db::Record for $name {
            fn read(row: &$crate::db::Row<'_>) -> Result<Self, $crate::db::Error> {
                Ok(Self { $($field: row.get(stringify!($field))?,)* })
            }
        }
    };
}
pub(crate) use record;
