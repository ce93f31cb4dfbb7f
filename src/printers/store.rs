//! The table `printers`. Storage is **trusted**: whoever writes to it can move labels on their paper, nothing else.
use super::{Language, Printer, ReceiptPaper};
use crate::clock::Moment;
use crate::db::{Error, Query, Tx, params, record};
use crate::registry::ProducerId;

/// More printers than any register has.
const MOST: u32 = 1_000;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select name, producer_id, right_um, down_um, scale_x_ppm, scale_y_ppm, dpi, language, paper, changed_at
               from printers ",
            $tail
        )
    };
}

record! {
    struct Row {
        name: String,
        producer_id: Option<i64>,
        right_um: i64,
        down_um: i64,
        scale_x_ppm: i64,
        scale_y_ppm: i64,
        dpi: Option<i64>,
        language: Option<String>,
        paper: Option<String>,
        changed_at: i64,
    }
}

impl TryFrom<Row> for Printer {
    type Error = Error;

    fn try_from(row: Row) -> Result<Printer, Error> {
        let odd = |column: &str| {
            Error::Away(format!("printer '{}' cannot be read: {column}; enter it again with 'printers set'", row.name))
        };
        let language = row.language.as_deref().map(|word| Language::from_word(word).ok_or_else(|| odd("language")));
        let paper = row.paper.as_deref().map(|word| ReceiptPaper::from_word(word).ok_or_else(|| odd("paper")));
        Ok(Printer {
            producer: row.producer_id.map(ProducerId),
            right: i32::try_from(row.right_um).map_err(|_| odd("right_um"))?,
            down: i32::try_from(row.down_um).map_err(|_| odd("down_um"))?,
            scale_x: u32::try_from(row.scale_x_ppm).map_err(|_| odd("scale_x_ppm"))?,
            scale_y: u32::try_from(row.scale_y_ppm).map_err(|_| odd("scale_y_ppm"))?,
            dpi: row.dpi.map(u32::try_from).transpose().map_err(|_| odd("dpi"))?,
            language: language.transpose()?,
            paper: paper.transpose()?,
            changed_at: Moment(row.changed_at),
            name: row.name,
        })
    }
}

/// All printers, the office's first, by name.
pub async fn all_printers(q: &mut impl Query) -> Result<Vec<Printer>, Error> {
    let rows: Vec<Row> = q.all(select!("order by coalesce(producer_id, 0), name limit $1"), params![MOST]).await?;
    rows.into_iter().map(Printer::try_from).collect()
}

/// The printers that a producer can print with: its own, then the office's, by name.
pub async fn printers_of(q: &mut impl Query, owner: ProducerId) -> Result<Vec<Printer>, Error> {
    let sql = select!(
        "where producer_id = $1 or producer_id is null
         order by case when producer_id is null then 1 else 0 end, name limit $2"
    );
    let rows: Vec<Row> = q.all(sql, params![owner.0, MOST]).await?;
    rows.into_iter().map(Printer::try_from).collect()
}

/// A printer of a producer by its name, or else the office's of that name.
pub async fn find_printer(q: &mut impl Query, owner: Option<ProducerId>, name: &str) -> Result<Option<Printer>, Error> {
    let sql = select!(
        "where name = $1 and (producer_id = $2 or producer_id is null)
         order by case when producer_id is null then 1 else 0 end limit 1"
    );
    let row: Option<Row> = q.first(sql, params![name, owner.map(|id| id.0)]).await?;
    row.map(Printer::try_from).transpose()
}

/// Writes a printer over the one of the same owner and name, if there is one.
///
/// # Errors
/// [`Error::Dangling`] when its producer does not exist.
pub async fn put_printer(tx: &mut Tx, printer: &Printer) -> Result<(), Error> {
    remove_printer(tx, printer.producer, &printer.name).await?;
    let sql = "
        insert into printers
               (name, producer_id, right_um, down_um, scale_x_ppm, scale_y_ppm, dpi, language, paper, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = params![
        &*printer.name,
        printer.producer.map(|id| id.0),
        i64::from(printer.right),
        i64::from(printer.down),
        printer.scale_x,
        printer.scale_y,
        printer.dpi,
        printer.language.map(Language::word),
        printer.paper.map(ReceiptPaper::word),
        printer.changed_at.0,
    ];
    tx.run(sql, values).await.map(drop)
}

/// Forgets a printer. `false` when the owner has none of this name.
pub async fn remove_printer(tx: &mut Tx, owner: Option<ProducerId>, name: &str) -> Result<bool, Error> {
    let gone = match owner {
        Some(owner) => {
            let sql = "delete from printers where producer_id = $1 and name = $2";
            tx.run(sql, params![owner.0, name]).await?
        }
        None => tx.run("delete from printers where producer_id is null and name = $1", params![name]).await?,
    };
    Ok(gone > 0)
}
