//! One account for each role, to try the desks with. Their passwords are public, like the example key.
use crate::accounts::{self, Hashed, Login, Reach, Role, Seat, SecondFactor};
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::registry::{self, RegionCode};

/// Whose producer the owner and the staff have.
pub(super) const PRODUCER: &str = "IKM-1804-001";
/// The companion's caseload.
const CASELOAD: [&str; 3] = ["IKM-1804-001", "IKM-1804-002", "IKM-1871-001"];

/// An invented person.
struct Invented {
    role: Role,
    login: &'static str,
    name: &'static str,
    region: Option<&'static str>,
}

const PEOPLE: [Invented; 8] = [
    Invented { role: Role::Owner, login: "sari", name: "Sari (contoh)", region: None },
    Invented { role: Role::Staff, login: "rudi", name: "Rudi (contoh)", region: None },
    Invented { role: Role::Companion, login: "dewi", name: "Dewi (contoh)", region: None },
    Invented { role: Role::Officer, login: "budi", name: "Budi (contoh)", region: Some("18") },
    Invented { role: Role::Officer, login: "ratna", name: "Ratna (contoh)", region: Some("18.04") },
    Invented { role: Role::Approver, login: "agung", name: "Agung (contoh)", region: Some("18") },
    Invented { role: Role::Administrator, login: "nining", name: "Nining (contoh)", region: None },
    Invented { role: Role::Auditor, login: "wayan", name: "Wayan (contoh)", region: None },
];

/// An account, as a line of the demonstration: role, login, password, and for some the key of the second factor.
pub(super) struct Account {
    pub(super) role: Role,
    pub(super) login: &'static str,
    pub(super) password: String,
    pub(super) second_factor: Option<String>,
}

/// Makes the accounts that are not there yet, and tells of all.
pub(super) async fn make(house: &House) -> Result<Vec<Account>, Failure> {
    let mut accounts = Vec::new();
    for person in &PEOPLE {
        let login = Login::parse(person.login)?;
        let password = format!("contoh-masuk-{}", person.login);
        let factor = person.role.decides().then(|| factor(person.login));
        if accounts::find_person_by_login(&mut &house.db, &login).await?.is_none() {
            enter(house, person, login, &password, factor.clone()).await?;
        }
        let second_factor = factor.map(|factor| factor.typed());
        accounts.push(Account { role: person.role, login: person.login, password, second_factor });
    }
    Ok(accounts)
}

/// Always the same, so that an app which read it once stays good.
fn factor(login: &str) -> SecondFactor {
    SecondFactor::derived(&format!("telusur demo {login}"))
}

async fn enter(
    house: &House,
    person: &'static Invented,
    login: Login,
    password: &str,
    factor: Option<SecondFactor>,
) -> Result<(), Failure> {
    let producer = registry::find_producer_by_code(&mut &house.db, PRODUCER).await?;
    let producer = producer.map(|producer| producer.id);
    let reach = match (person.role, person.region.and_then(RegionCode::parse), producer) {
        (Role::Owner | Role::Staff, _, Some(id)) => Reach::Producer(id),
        (Role::Companion, ..) => Reach::Caseload,
        (_, Some(region), _) => Reach::Region(region),
        (_, None, _) => Reach::Everything,
    };
    let seat = Seat::new(person.role, reach)?;
    let mut caseload = Vec::new();
    for code in CASELOAD.iter().filter(|_| person.role == Role::Companion) {
        let producer = registry::find_producer_by_code(&mut &house.db, code).await?;
        caseload.extend(producer.map(|producer| producer.id));
    }
    let password = Hashed::fresh(password, &[])?;
    let now = house.clock.now();
    let made: Result<(), accounts::Error> = house
        .db
        .write(move |tx| {
            let (login, password, factor, caseload) =
                (login.clone(), password.clone(), factor.clone(), caseload.clone());
            Box::pin(async move {
                let id = accounts::create_person(tx, &login, person.name, now).await?;
                accounts::set_password(tx, id, &password).await?;
                accounts::set_second_factor(tx, id, factor.as_ref()).await?;
                accounts::give_seat(tx, id, seat, None, now).await?;
                for producer in caseload {
                    accounts::add_to_caseload(tx, id, producer, now).await?;
                }
                Ok(())
            })
        })
        .await;
    Ok(made?)
}
