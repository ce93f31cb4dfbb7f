//! The one connection that writes to an SQLite file. It is spoken to on the writer's own thread, so a statement costs
//! microseconds: sqlx would hand each to a worker thread and back, some 85 us when 64 clients wait.
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement};

use super::open::PATIENCE;
use super::row::{Record, Row};
use super::{Error, Param, Tx};

/// Statements kept prepared: more than the program has that write.
const PREPARED: usize = 128;

/// The writing connection. The lock is never waited for: only the writer's thread speaks to it.
pub struct Writer(Arc<Mutex<Connection>>);

impl Writer {
    pub(super) fn open(file: &Path) -> Result<Writer, Error> {
        let connection = Connection::open_with_flags(
            file,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // NORMAL loses acknowledged commits in a power cut; FULL does not.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -4000)?;
        // Reading opens the write-ahead log; who never opened it leaves it behind when the database is closed.
        connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        Ok(Writer(Arc::new(Mutex::new(connection))))
    }

    /// Opens a transaction. The one before it, if it was dropped half-way, is undone.
    pub(super) fn begin(&self) -> Result<Tx, Error> {
        self.undo()?;
        // IMMEDIATE: take the write lock now, so that a busy neighbour is waited for here and not half-way.
        self.run("begin immediate", &[])?;
        Ok(Tx::Sqlite(Writer(Arc::clone(&self.0))))
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        self.run("commit", &[]).map(drop)
    }

    pub(super) fn undo(&self) -> Result<(), Error> {
        if self.connection().is_autocommit() { Ok(()) } else { self.run("rollback", &[]).map(drop) }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(super) fn all<T: Record>(&self, sql: &str, params: &[Param]) -> Result<Vec<T>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(T::read(&Row::Written(row))?);
        }
        Ok(found)
    }

    pub(super) fn first<T: Record>(&self, sql: &str, params: &[Param]) -> Result<Option<T>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        let mut rows = statement.raw_query();
        rows.next()?.map(|row| T::read(&Row::Written(row))).transpose()
    }

    pub(super) fn run(&self, sql: &str, params: &[Param]) -> Result<u64, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        Ok(statement.raw_execute()? as u64)
    }
}

/// Binds each value where its `$n` stands. To SQLite `$2` is a name like any other, numbered by where it first appears.
pub(super) fn bind(statement: &mut Statement<'_>, params: &[Param]) -> Result<(), Error> {
    for place in 1..=statement.parameter_count() {
        let value = statement
            .parameter_name(place)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok())
            .and_then(|number| params.get(number.checked_sub(1)?))
            .ok_or_else(|| Error::Away(format!("a statement's value {place} is missing")))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Param::Int(value) => value.map(ValueRef::Integer),
            Param::Real(value) => value.map(ValueRef::Real),
            Param::Text(value) => value.as_ref().map(|text| ValueRef::Text(text.as_bytes())),
            Param::Bytes(value) => value.as_ref().map(|bytes| ValueRef::Blob(bytes)),
            Param::Bool(value) => value.map(|yes| ValueRef::Integer(yes.into())),
        };
        Ok(ToSqlOutput::Borrowed(value.unwrap_or(ValueRef::Null)))
    }
}
