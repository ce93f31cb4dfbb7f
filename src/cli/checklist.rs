use clap::Args;
use serde_json::{Value, json};

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use crate::i18n::{self, Lang};
use crate::registry::checklist::{Item, Pack, Said, Scope, State, checklist};
use crate::registry::{self, Batch, Product};

/// What the pack of a food must show besides the code (PerBPOM 31/2018), filled from the register.
#[derive(Args)]
#[command(after_help = "Example:
  telusur checklist --product IKM-1804-001-01 --batch 261122-A --lang en")]
pub(super) struct Checklist {
    /// The product's code
    #[arg(long, value_name = "CODE")]
    product: String,
    /// Kode produksi, for its dates
    #[arg(long, value_name = "KODE")]
    batch: Option<String>,
    /// The language of what is explained: id or en; what is printed on the pack is Indonesian
    #[arg(long, default_value = "id", value_parser = ["id", "en"])]
    lang: String,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

impl Checklist {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let (product, batch) = self.subject(&house).await?;
        let q = &mut &house.db;
        let producer = registry::find_producer(q, product.producer).await?;
        let producer = producer.ok_or_else(|| Failure::broken("the register has lost the product's producer"))?;
        let certifications = registry::certifications_of(q, product.id).await?;
        let pack = Pack {
            product: &product,
            producer: &producer,
            certifications: &certifications,
            batch: batch.as_ref(),
            today: house.clock.today(),
        };
        let (scope, items) = checklist(pack, |day| i18n::date(day, Lang::Id));
        match self.json {
            true => say!("{}", self.object(scope, &items)),
            false => self.tell(&product, scope, &items)?,
        }
        Ok(())
    }

    async fn subject(&self, house: &House) -> Result<(Product, Option<Batch>), Failure> {
        if let Some(code) = &self.batch {
            return house.batch(code, Some(&self.product)).await.map(|(batch, product)| (product, Some(batch)));
        }
        let found = registry::find_product_by_code(&mut &house.db, &self.product).await?;
        let unknown = format!("there is no product '{}'; 'telusur list products' shows them", self.product);
        found.map(|product| (product, None)).ok_or_else(|| Failure::refused(unknown))
    }

    fn pick<'a>(&self, said: &'a Said) -> &'a str {
        if self.lang == "en" { &said.en } else { &said.id }
    }

    fn tell(&self, product: &Product, scope: Scope, items: &[Item]) -> Result<(), Failure> {
        say!("{} · {}", product.code, inert(&product.name));
        say!("{}", self.pick(&about(scope)));
        for item in items {
            let (word, text) = self.state(&item.state);
            say!("\n[{word}] {} ({})", self.pick(&item.what.title()), item.rule);
            say!("    {}", inert(text));
            if let Some(advice) = &item.advice {
                say!("    · {}", self.pick(advice));
            }
        }
        Ok(())
    }

    fn state<'a>(&self, state: &'a State) -> (&'a str, &'a str) {
        let english = self.lang == "en";
        match state {
            State::Ready(text) => (if english { "ready" } else { "siap" }, text),
            State::Missing(said) => (if english { "missing" } else { "kurang" }, self.pick(said)),
            State::ByHand(said) => (if english { "look" } else { "periksa" }, self.pick(said)),
        }
    }

    fn object(&self, scope: Scope, items: &[Item]) -> Value {
        let applies = match scope {
            Scope::Food => json!(true),
            Scope::Other => json!(false),
            Scope::Unsure => Value::Null,
        };
        let items: Vec<Value> = items.iter().map(|item| self.item(item)).collect();
        json!({ "product": self.product, "applies": applies, "about": self.pick(&about(scope)), "items": items })
    }

    fn item(&self, item: &Item) -> Value {
        let (state, key, text) = match &item.state {
            State::Ready(text) => ("ready", "print", text.as_str()),
            State::Missing(said) => ("missing", "do", self.pick(said)),
            State::ByHand(said) => ("by_hand", "do", self.pick(said)),
        };
        let advice = item.advice.as_ref().map(|said| self.pick(said));
        let title = item.what.title();
        json!({ "item": item.what.word(), "title": self.pick(&title), "rule": item.rule, "state": state, key: text,
                "advice": advice })
    }
}

/// What the register holds must not command the terminal.
fn inert(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

fn about(scope: Scope) -> Said {
    let (id, en) = match scope {
        Scope::Food => (
            "Keterangan paling sedikit pada label pangan olahan. Kode QR tidak menggantikan satu pun di antaranya; pangan \
             tertentu perlu keterangan lain.",
            "The least that the label of a processed food must show. The QR code replaces none of these; some foods need more.",
        ),
        Scope::Unsure => (
            "Tanpa izin edar dan KBLI pada data, jenis produk ini tidak diketahui. Bila ini pangan olahan, daftar ini berlaku. \
             Kode QR tidak menggantikan satu pun di antaranya.",
            "Without a permit or KBLI on record the kind of this product is unknown. If it is a processed food, this list \
             holds. The QR code replaces none of these.",
        ),
        Scope::Other => (
            "Daftar ini untuk pangan olahan dan tidak berlaku untuk produk ini; aturan labelnya sendiri tetap berlaku.",
            "This list is for processed food and does not apply to this product; its own labelling rules still do.",
        ),
    };
    Said { id: id.into(), en: en.into() }
}
