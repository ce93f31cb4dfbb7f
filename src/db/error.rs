/// Why storage could not answer. Named after what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row with this unique value exists already.
    #[error("it exists already")]
    Duplicate,
    /// A row that this one points at does not exist.
    #[error("what it refers to does not exist")]
    Dangling,
    /// The database cannot be reached, is full, or broke off; trying later may help.
    #[error("the database could not answer: {0}")]
    Away(String),
    /// The address of the database is not one this program speaks.
    #[error("{0}")]
    Address(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error().map(|refusal| refusal.kind()) {
            Some(sqlx::error::ErrorKind::UniqueViolation) => Error::Duplicate,
            Some(sqlx::error::ErrorKind::ForeignKeyViolation) => Error::Dangling,
            _ => Error::Away(error.to_string()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Error::Away(error.to_string())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        match error.sqlite_error().map(|refusal| refusal.extended_code) {
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => Error::Duplicate,
            Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Error::Dangling,
            _ => Error::Away(error.to_string()),
        }
    }
}
