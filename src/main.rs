//! The `telusur` program.
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    telusur::cli::run().await
}
