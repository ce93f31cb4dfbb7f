use std::io::{IsTerminal, Read};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use zeroize::Zeroizing;

use super::failure::Failure;
use super::house::House;
use super::list::row;
use super::program::Place;
use super::say::say;
use super::templates::owner;
use crate::accounts::{self, Factors, Hashed, INVITATION_DAYS, Invitation, Login, Person, Reach, Role, Seat, Secret};
use crate::membership::{self, By, Newcomer};
use crate::registry::RegionCode;

/// Who may sign in: the first administrator, and recovery. Everything else is done at the desks.
#[derive(Subcommand)]
#[command(after_help = "Examples:
  telusur users create --login siti --name 'Siti Aminah' --role admin
  telusur users invite --role petugas --region 18.04
  telusur users reset siti --second-factor")]
pub(super) enum Users {
    /// Make an account, with a password that is asked for
    Create(Create),
    /// Print a link that gives a seat to whoever opens it first, within a week
    Invite(SeatArgs),
    /// Set another password; every session ends
    Reset(Reset),
    /// Let nobody sign in with an account
    Disable(Named),
    /// Let somebody sign in again
    Enable(Named),
    /// List all accounts, one a line, fields divided by tabs
    List,
}

/// Which account.
#[derive(Args)]
pub(super) struct Named {
    /// Its login
    #[arg(value_parser = Login::parse)]
    login: Login,
}

/// Where a password comes from.
#[derive(Args)]
struct Chosen {
    /// Read the password from this file instead of asking; '-' for standard input
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// A role and where it acts.
#[derive(Args)]
pub(super) struct SeatArgs {
    /// pemilik, staf, pendamping, petugas, penyetuju, admin or auditor
    #[arg(long, value_parser = role)]
    role: Role,
    /// The producer, for owners and staff
    #[arg(long, value_name = "CODE", conflicts_with = "region")]
    producer: Option<String>,
    /// The kabupaten, kota or province, for officers and approvers
    #[arg(long, value_name = "CODE", value_parser = region)]
    region: Option<RegionCode>,
}

/// A new account.
#[derive(Args)]
pub(super) struct Create {
    /// What is typed to sign in
    #[arg(long, value_parser = Login::parse)]
    login: Login,
    /// What the person is called
    #[arg(long)]
    name: String,
    #[command(flatten)]
    seat: SeatArgs,
    #[command(flatten)]
    chosen: Chosen,
}

/// Another password.
#[derive(Args)]
pub(super) struct Reset {
    #[command(flatten)]
    named: Named,
    /// Take every second factor away, too, the app and all passkeys; one who decides sets up another at the next sign-in
    #[arg(long)]
    second_factor: bool,
    #[command(flatten)]
    chosen: Chosen,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
        format!("one of {}", all.join(", "))
    })
}

fn region(code: &str) -> Result<RegionCode, String> {
    RegionCode::parse(code).ok_or_else(|| "no such region; see 'telusur list regions'".to_owned())
}

impl Users {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let no_input = place.no_input;
        let house = House::open(place).await?;
        match self {
            Users::Create(command) => create(&house, command, no_input).await,
            Users::Invite(seat) => invite(&house, seat).await,
            Users::Reset(command) => reset(&house, command, no_input).await,
            Users::Disable(named) => enable(&house, named, false).await,
            Users::Enable(named) => enable(&house, named, true).await,
            Users::List => list(&house).await,
        }
    }
}

async fn seat(house: &House, args: &SeatArgs) -> Result<Seat, Failure> {
    let reach = match (&args.producer, args.region) {
        (Some(code), _) => {
            let producer = owner(house, Some(code)).await?;
            producer.map_or(Reach::Everything, Reach::Producer)
        }
        (None, Some(region)) => Reach::Region(region),
        (None, None) if args.role == Role::Companion => Reach::Caseload,
        (None, None) => Reach::Everything,
    };
    Ok(Seat::new(args.role, reach)?)
}

async fn create(house: &House, command: Create, no_input: bool) -> Result<(), Failure> {
    let seat = seat(house, &command.seat).await?;
    let password = password(&command.chosen, no_input)?;
    let (login, name, now) = (command.login, command.name, house.clock.now());
    let password = Hashed::fresh(&password, &[login.as_str(), &name])?;
    let newcomer = Newcomer { login, name, password };
    let made: Result<(), membership::Error> = house
        .db
        .write(move |tx| {
            let newcomer = newcomer.clone();
            Box::pin(async move {
                let person = membership::make(tx, By::MACHINE, &newcomer, now).await?;
                membership::enter(tx, By::MACHINE, person, seat, now).await
            })
        })
        .await;
    made?;
    eprintln!("Made. Sign in at {}/masuk", house.config.public_url);
    if seat.decides() {
        eprintln!("The second factor is set up after the first sign-in.");
    }
    Ok(())
}

async fn invite(house: &House, args: SeatArgs) -> Result<(), Failure> {
    let seat = seat(house, &args).await?;
    let (secret, now) = (Secret::fresh()?, house.clock.now());
    let invitation = Invitation::given(seat, None, now);
    let print = secret.fingerprint();
    let given: Result<(), membership::Error> =
        house.db.write(move |tx| Box::pin(membership::invite(tx, By::MACHINE, print, invitation, now))).await;
    given?;
    say!("{}/undangan/{}", house.config.public_url, *secret.text());
    eprintln!("Good once, for {INVITATION_DAYS} days, for whoever opens it first: send it to nobody else.");
    Ok(())
}

async fn reset(house: &House, command: Reset, no_input: bool) -> Result<(), Failure> {
    let person = find(house, &command.named.login).await?;
    let password = password(&command.chosen, no_input)?;
    let password = Hashed::fresh(&password, &[person.login.as_str(), &person.name])?;
    let (id, also, now) = (person.id, command.second_factor, house.clock.now());
    let set: Result<(), membership::Error> = house
        .db
        .write(move |tx| {
            let password = password.clone();
            Box::pin(async move { membership::reset(tx, By::MACHINE, id, &password, also, now).await })
        })
        .await;
    Ok(set?)
}

async fn enable(house: &House, named: Named, enabled: bool) -> Result<(), Failure> {
    let id = find(house, &named.login).await?.id;
    let now = house.clock.now();
    let done: Result<(), membership::Error> =
        house.db.write(move |tx| Box::pin(membership::disable(tx, By::MACHINE, id, !enabled, now))).await;
    Ok(done?)
}

async fn list(house: &House) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let people = accounts::people_after(&mut &house.db, after, 200).await?;
        let Some(last) = people.last() else { return Ok(()) };
        after = Some(last.id);
        for person in people {
            let seats = accounts::seats_of(&mut &house.db, person.id).await?;
            let seats: Vec<&str> = seats.iter().map(|(_, seat)| seat.role().word()).collect();
            let state = if person.disabled { "disabled" } else { "enabled" };
            let factors = factors(person.factors());
            row(&[person.login.as_str(), &person.name, &seats.join(", "), state, &factors])?;
        }
    }
}

/// What somebody shows to sign in: `app, 2 passkeys`.
fn factors(factors: Factors) -> String {
    let app = factors.app.then(|| "app".to_owned());
    let passkeys = (factors.passkeys > 0).then(|| format!("{} passkeys", factors.passkeys));
    let named: Vec<String> = app.into_iter().chain(passkeys).collect();
    if named.is_empty() { "password only".to_owned() } else { named.join(", ") }
}

async fn find(house: &House, login: &Login) -> Result<Person, Failure> {
    let person = accounts::find_person_by_login(&mut &house.db, login).await?;
    person.ok_or_else(|| Failure::refused(format!("there is no account '{login}'; see 'telusur users list'")))
}

/// The password: from the named file, or from whoever sits there, twice.
fn password(chosen: &Chosen, no_input: bool) -> Result<Zeroizing<String>, Failure> {
    if let Some(file) = &chosen.password_file {
        let mut text = Zeroizing::new(String::new());
        let read = match file.as_os_str() == "-" {
            true => std::io::stdin().lock().take(4_096).read_to_string(&mut text).map(drop),
            false => std::fs::read_to_string(file).map(|read| *text = read),
        };
        read.map_err(|error| Failure::refused(format!("{}: {error}", file.display())))?;
        return Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()));
    }
    if no_input || !std::io::stdin().is_terminal() {
        return Err(Failure::refused("nobody is there to be asked for a password; name a file with --password-file"));
    }
    let ask = |text: &str| rpassword::prompt_password(text).map(Zeroizing::new).map_err(Failure::broken);
    let (first, second) = (ask("Password: ")?, ask("The same again: ")?);
    if *first == *second { Ok(first) } else { Err(Failure::refused("the two passwords differ; nothing was changed")) }
}
