use clap::{Args, Subcommand};

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use super::trail::concerning;
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::recalls;

/// Lift a recall or a revocation by a new entry that says why. History is never deleted.
#[derive(Subcommand)]
pub(super) enum Lift {
    /// A recall, by its number
    Recall(Entry),
    /// A revocation, by its number
    Revocation(Entry),
}

#[derive(Args)]
pub(super) struct Entry {
    /// Its number, as given when it was made; 'telusur list recalls' shows them
    #[arg(value_name = "NUMBER")]
    number: i64,
    /// Why: one plain line that consumers will read
    #[arg(long)]
    reason: String,
}

impl Lift {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let at = house.clock.now();
        let (Lift::Recall(entry) | Lift::Revocation(entry)) = &self;
        let (number, reason) = (entry.number, recalls::reason(&entry.reason)?);
        let of_goods = matches!(self, Lift::Recall(_));
        house
            .db
            .write(move |tx| {
                let reason = reason.clone();
                Box::pin(async move {
                    let (act, kind, of) = if of_goods {
                        recalls::lift_recall(tx, number, &reason, at).await?;
                        let recall = recalls::find_recall(tx, number).await?;
                        let of = recall.map(|recall| recalls::Subject::Batch(recall.batch));
                        (Act::RecallLifted, SubjectKind::Recall, of)
                    } else {
                        recalls::lift_revocation(tx, number, &reason, at).await?;
                        let of = recalls::find_revocation(tx, number).await?.map(|revocation| revocation.subject);
                        (Act::RevocationLifted, SubjectKind::Revocation, of)
                    };
                    let mut act = audit::Entry::new(at, act, Subject::new(kind, number)).saying(&reason);
                    if let Some(of) = of {
                        act = concerning(tx, act, &of).await?;
                    }
                    audit::record(tx, &act).await?;
                    Ok::<(), recalls::Error>(())
                })
            })
            .await?;
        say!("{} {number} is lifted; it stays in the history", if of_goods { "recall" } else { "revocation" });
        Ok(())
    }
}
