use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use super::failure::Failure;
use super::*;

/// Telusur: signed QR labels that say where a product comes from.
#[derive(Parser)]
#[command(name = "telusur", version, arg_required_else_help = true, after_help = "Try it: telusur demo")]
struct Program {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

/// Where the register is.
#[derive(Args, Clone)]
pub(super) struct Place {
    /// The data folder: register, keys, labels
    #[arg(long, value_name = "DIR", default_value = "telusur-data", env = "TELUSUR_DATA", global = true)]
    pub data: PathBuf,
    /// The configuration file [default: telusur.toml in the data folder, if it is there]
    #[arg(long, value_name = "FILE", env = "TELUSUR_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// Where the register lies: sqlite://PATH or postgres://USER@HOST/NAME [default: in the data folder]
    #[arg(long, value_name = "ADDRESS", global = true)]
    pub database: Option<String>,
    /// Never ask; fail instead
    #[arg(long, env = "TELUSUR_NO_INPUT", global = true, value_parser = clap::builder::FalseyValueParser::new())]
    pub no_input: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Make a demonstration from the sample register and serve it: the quickest way to see Telusur
    Demo(demo::Demo),
    /// Answer scans and show the public pages
    Serve(serve::Serve),
    /// Make a register, or bring one up to date
    Migrate(migrate::Migrate),
    /// Make, list, retire, revoke and export signing keys
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Enter producers, products or sentra from a CSV file or a workbook, all or nothing
    Import(import::Import),
    /// Write producers, products or sentra as the file that 'import' reads
    Export(export::Export),
    /// Enter a certification of a product
    Certify(certify::Certify),
    /// Change what the register says of a producer, a product or a certification
    #[command(subcommand)]
    Set(set::Set),
    /// List producers, products, batches or regions
    List(list::List),
    /// Issue the codes of a batch
    Issue(issue::Issue),
    /// Print the addresses of a batch, one a line
    Codes(codes::Codes),
    /// Print labels: sheets, rolls, pictures, or a bundle for a print house
    Labels(Box<labels::Labels>),
    /// Print a page to measure a printer with
    Calibrate(calibrate::Calibrate),
    /// Remember how far printers miss
    #[command(subcommand)]
    Printers(printers::Printers),
    /// What the pack of a product must show besides the code
    Checklist(checklist::Checklist),
    /// Recall goods: a batch, or some items of it
    Recall(recall::Recall),
    /// Revoke codes: of a batch, of some items, of a product, or of a key
    #[command(subcommand)]
    Revoke(revoke::Revoke),
    /// Lift a recall or a revocation by a new entry that says why
    #[command(subcommand)]
    Lift(lift::Lift),
    /// Verify an address, digits, or a picture of a code
    Verify(verify::Verify),
    /// Say who may sign in: the first administrator, and recovery
    #[command(subcommand)]
    Users(users::Users),
    /// Show who did what, or check that nothing of it was changed
    Audit(audit::Audit),
    /// Say in plain words what is wrong, if anything
    Doctor(doctor::Doctor),
    /// Copy the register to a file, beside a running server
    Backup(backup::Backup),
    /// Put a copy back
    Restore(backup::Restore),
}

/// Reads the command line, does what it says, and gives the exit status.
pub async fn run() -> ExitCode {
    let program = Program::parse();
    match dispatch(program).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { text, status }) => {
            if !text.is_empty() {
                // What was typed or read may be quoted in it, and must not command the terminal.
                let inert = |sign: char| if sign.is_control() && sign != '\n' { '\u{fffd}' } else { sign };
                eprintln!("telusur: {}", text.chars().map(inert).collect::<String>());
            }
            ExitCode::from(status)
        }
    }
}

async fn dispatch(program: Program) -> Result<(), Failure> {
    let place = program.place;
    match program.command {
        Command::Demo(command) => command.run(place).await,
        Command::Serve(command) => command.run(place).await,
        Command::Migrate(command) => command.run(place).await,
        Command::Keys(command) => command.run(place).await,
        Command::Import(command) => command.run(place).await,
        Command::Export(command) => command.run(place).await,
        Command::Certify(command) => command.run(place).await,
        Command::Set(command) => command.run(place).await,
        Command::List(command) => command.run(place).await,
        Command::Issue(command) => command.run(place).await,
        Command::Codes(command) => command.run(place).await,
        Command::Labels(command) => command.run(place).await,
        Command::Calibrate(command) => command.run(place).await,
        Command::Printers(command) => command.run(place).await,
        Command::Checklist(command) => command.run(place).await,
        Command::Users(command) => command.run(place).await,
        Command::Recall(command) => command.run(place).await,
        Command::Revoke(command) => command.run(place).await,
        Command::Lift(command) => command.run(place).await,
        Command::Verify(command) => command.run(place).await,
        Command::Audit(command) => command.run(place).await,
        Command::Doctor(command) => command.run(place).await,
        Command::Backup(command) => command.run(place).await,
        Command::Restore(command) => command.run(place).await,
    }
}
