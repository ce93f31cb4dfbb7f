use crate::clock::{Day, iso};

/// Why codes cannot be issued or printed. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The producer is "belum terdata".
    #[error(
        "producer {producer} is 'belum terdata': {missing} not on record. \
         Obtain the NIB through OSS (oss.go.id), then enter it with 'telusur import producers'"
    )]
    NotRegistered {
        /// Its code.
        producer: String,
        /// `NIB is`, `KBLI is`, or `NIB and KBLI are`.
        missing: &'static str,
    },
    /// The producer is not active.
    #[error(
        "producer {producer} has the status '{status}'; when an officer has checked it: telusur set producer {producer} --status aktif"
    )]
    ProducerNotActive {
        /// Its code.
        producer: String,
        /// Its status.
        status: &'static str,
    },
    /// The product is not active.
    #[error(
        "product {product} has the status '{status}'; it must be 'aktif'. When it is complete: telusur set product {product} --status aktif"
    )]
    ProductNotActive {
        /// Its code.
        product: String,
        /// Its status.
        status: &'static str,
    },
    /// A certification that the code would state is no longer good.
    #[error(
        "{kind} {number} of product {product} is not valid {}; \
         renew it and import the new number, or have it ended in the register", when(.until)
    )]
    Lapsed {
        /// The product's code.
        product: String,
        /// Kind of certification.
        kind: String,
        /// Its number.
        number: String,
        /// Its last good day.
        until: Option<Day>,
    },
    /// The dates cannot be.
    #[error("{0}")]
    Dates(String),
    /// The product has a batch of this code.
    #[error(
        "product {product} has a batch '{batch}' already; choose another kode produksi, or print it again with 'telusur labels'"
    )]
    BatchExists {
        /// The product's code.
        product: String,
        /// The batch's code.
        batch: String,
    },
    /// Labels are printed ahead of production, but not so far.
    #[error("production {} lies more than {most} days ahead; check the year", iso(*.produced))]
    Ahead {
        /// The day of production.
        produced: Day,
        /// Days ahead, at most.
        most: u32,
    },
    /// A name that no full code carries.
    #[error(
        "the {what}'s name takes {bytes} bytes and a full code carries 64; use --profile compact, or shorten the name"
    )]
    LongName {
        /// `producer` or `product`.
        what: &'static str,
        /// Bytes that it takes.
        bytes: usize,
    },
    /// Product codes name no batch, and this one was issued before.
    #[error("this product code exists already, issued as '{0}'; print it with 'telusur labels --batch {0}'")]
    Same(String),
    /// Something else about the order.
    #[error("{0}")]
    Order(String),
    /// A range that the batch does not have.
    #[error("items {from} to {to} are not in this batch, which has items 1 to {items}")]
    Span {
        /// As asked.
        from: u64,
        /// As asked.
        to: u64,
        /// How many there are.
        items: u64,
    },
    /// The batch was taken back.
    #[error("{what} was revoked ({reason}); these codes are not printed any more")]
    Revoked {
        /// The batch, its product or its key.
        what: String,
        /// Why.
        reason: String,
    },
    /// Some of the items were taken back.
    #[error("items {first} to {last} were revoked ({reason}); print the others with --from and --to")]
    RevokedItems {
        /// First of them.
        first: u64,
        /// Last of them.
        last: u64,
        /// Why.
        reason: String,
    },
    /// The key of the batch is not at hand.
    #[error("the key of batch {0} is not on this machine; print the labels where it is, with 'telusur labels'")]
    KeyElsewhere(String),
    /// There is no such thing.
    #[error("there is no {0}")]
    Unknown(String),
    /// The claims do not make a code.
    #[error("these claims do not make a code: {0}")]
    Claims(String),
    /// The key cannot sign.
    #[error(transparent)]
    Key(#[from] crate::keyring::Error),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}

fn when(until: &Option<Day>) -> String {
    until.map_or_else(|| "today".into(), |day| format!("since it ended on {}", iso(day)))
}

impl From<telusur_code::SealError> for Refusal {
    fn from(error: telusur_code::SealError) -> Self {
        Refusal::Claims(error.to_string())
    }
}
