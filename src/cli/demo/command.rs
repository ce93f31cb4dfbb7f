use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;

use super::{addresses, cases, people, samples};
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::cli::program::Place;
use crate::cli::say::say;
use crate::cli::{labels, serve};
use crate::config::LogFormat;
use crate::printing::{self, Format, Goods, Order};
use crate::telemetry;
use crate::web::Site;

/// Make a demonstration from the sample register and serve it until Ctrl-C. A second start reuses what is there.
#[derive(Args)]
#[command(after_help = "To open it on a phone in the same network:
  telusur demo --listen 0.0.0.0 --public-url http://ADDRESS-OF-THIS-MACHINE:8080")]
pub(in crate::cli) struct Demo {
    /// The port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// The address that the labels carry [default: where it listens]
    #[arg(long, value_name = "URL", env = "TELUSUR_PUBLIC_URL")]
    public_url: Option<String>,
}

impl Demo {
    pub(in crate::cli) async fn run(self, place: Place) -> Result<(), Failure> {
        let listener = serve::listen(SocketAddr::new(self.listen, self.port)).await?;
        let at = listener.local_addr()?;
        let url = self.public_url.unwrap_or_else(|| own_address(at));
        let house = House::build(place, vec![("listen", at.to_string()), ("public_url", url)]).await?;
        telemetry::log("warn", LogFormat::Text);
        refuse_real_register(&house).await?;
        house.set_trait("demo", &house.config.public_url).await?;
        samples::make(&house).await?;
        let sheet = sheet(&house).await?;
        say!("home {}/", house.config.public_url);
        say!("sheet {}", sheet.display());
        let addresses = addresses::per_verdict(&house).await?;
        for (verdict, address) in &addresses {
            say!("{verdict} {address}");
        }
        say!("sign-in {}/masuk", house.config.public_url);
        for account in people::make(&house).await? {
            let key = account.second_factor.map(|key| format!(" {key}")).unwrap_or_default();
            say!("{} {} {}{key}", account.role.word(), account.login, account.password);
        }
        cases::make(&house).await?;
        let example = addresses.into_iter().find(|(verdict, _)| *verdict == "valid").map(|(_, address)| address);
        eprintln!("Serving until Ctrl-C. This is a demonstration: its labels prove nothing.");
        let config = &house.config;
        let site = Site::new(&config.public_url, &config.issuer, config.contact.clone(), true);
        let signer = house.signer().await?;
        serve::run(&house, site, example, Some(signer), listener).await
    }
}

/// The address for labels when none was given. One that means "everywhere" cannot be opened by a phone.
fn own_address(at: SocketAddr) -> String {
    if !at.ip().is_unspecified() {
        return format!("http://{at}");
    }
    let port = at.port();
    eprintln!("The labels carry http://127.0.0.1:{port}, which opens on this machine only. For a phone, add:");
    eprintln!("  --public-url http://ADDRESS-OF-THIS-MACHINE:{port}");
    format!("http://127.0.0.1:{port}")
}

/// A register in use is never made a demonstration.
async fn refuse_real_register(house: &House) -> Result<(), Failure> {
    if house.trait_of("demo").await?.is_none() && !house.keys().await?.is_empty() {
        return Err(Failure::refused(format!(
            "{} holds a register that is no demonstration; name another folder with --data",
            house.place.data.display()
        )));
    }
    Ok(())
}

/// A sheet of 24 labels of the first sample product, made anew so that it carries today's address.
async fn sheet(house: &House) -> Result<PathBuf, Failure> {
    let (batch, product) = house.batch(samples::SHOWN_BATCH, Some(samples::SHOWN_PRODUCT)).await?;
    let folder = house.place.data.join("labels");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}-{}.pdf", product.code, batch.code));
    let order = Order { to: Some(24.min(batch.items)), ..Order::new(Format::Pdf) };
    let codes = house.codes(&batch).await?;
    let goods = Goods::of(&mut &house.db, batch, product).await?;
    let plan = printing::plan(goods, codes, &house.config.public_url, &order)?;
    labels::print(&plan, path.clone())?;
    Ok(path)
}
