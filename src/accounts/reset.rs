/// For how long a link that sets another password is good, in milliseconds: it is handed over by people, not by machines.
pub const RESET_MS: i64 = 24 * 3_600_000;
