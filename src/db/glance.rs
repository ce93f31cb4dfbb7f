//! A glance: the one question that every scan asks, answered without leaving the thread.
//!
//! sqlx hands each statement to a worker thread and back, which costs more than the rest of a verify page. The revision is
//! one row of one page that SQLite has in memory, so asking for it in place takes 3 us instead of 20.
use std::path::Path;
use std::sync::{Mutex, TryLockError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::Error;

/// Read-only connections to the register's file, one for each thread that may ask at once.
pub(super) struct Glance {
    connections: Vec<Mutex<Option<Connection>>>,
}

impl Glance {
    /// Opens the connections to a database that is there.
    pub(super) fn open(file: &Path, threads: usize) -> Result<Glance, Error> {
        let connections = (0..threads.max(1)).map(|_| connect(file)).collect::<Result<_, _>>()?;
        Ok(Glance { connections })
    }

    /// The register's revision.
    pub(super) fn revision(&self) -> Result<i64, Error> {
        for connection in &self.connections {
            match connection.try_lock() {
                Ok(connection) => return ask(connection.as_ref()),
                Err(TryLockError::Poisoned(poisoned)) => return ask(poisoned.into_inner().as_ref()),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        ask(self.connections[0].lock().unwrap_or_else(|poisoned| poisoned.into_inner()).as_ref())
    }

    /// Closes the connections; from now on storage is away.
    pub(super) fn close(&self) {
        for connection in &self.connections {
            connection.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        }
    }
}

fn ask(connection: Option<&Connection>) -> Result<i64, Error> {
    let connection = connection.ok_or_else(|| Error::Away("the database is closed".into()))?;
    let mut statement = connection.prepare_cached("select number from revision where one = 1").map_err(away)?;
    statement.query_row([], |row| row.get(0)).map_err(away)
}

fn connect(file: &Path) -> Result<Mutex<Option<Connection>>, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(away)?;
    // A reader never waits for a writer in WAL mode; this covers the moment in which another process recovers the log.
    connection.busy_timeout(Duration::from_millis(500)).map_err(away)?;
    connection.pragma_update(None, "cache_size", -256).map_err(away)?;
    Ok(Mutex::new(Some(connection)))
}

fn away(error: rusqlite::Error) -> Error {
    Error::Away(error.to_string())
}
