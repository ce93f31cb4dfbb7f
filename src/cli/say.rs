/// Writes a line to standard output. A reader who has seen enough ends the command, quietly and with success.
macro_rules! say {
    ($($part:tt)*) => {{
        use std::io::Write;
        writeln!(std::io::stdout(), $($part)*)?
    }};
}
pub(in crate::cli) use say;
