use super::{Error, entitled};
use crate::accounts::Act;
use crate::audit::{self, Act as Done, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::Tx;
use crate::reports::{self, Acting, ReportId};

/// What an officer does with a consumer's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Looks at it from now on.
    Take,
    /// Answers, for its maker to read; that ends it.
    Answer(String),
    /// Ends it for a reason, which its maker reads as well.
    Close(String),
}

/// Takes, answers or closes a report.
///
/// # Errors
/// [`Error::Seat`], [`Error::Unknown`]; [`Error::Report`] when somebody else was faster, or for an answer that is none.
pub async fn reply(tx: &mut Tx, who: Who, id: ReportId, reply: &Reply, now: Moment) -> Result<(), Error> {
    let report = reports::find_report(tx, None, id).await?.ok_or(Error::Unknown("report"))?;
    entitled(tx, who, Act::Check, report.region).await?;
    let acting = Acting { officer: who.person, within: report.region, at: now };
    let (done, words) = match reply {
        Reply::Take => (Done::ReportTaken, ""),
        Reply::Answer(text) => (Done::ReportAnswered, text.as_str()),
        Reply::Close(text) => (Done::ReportClosed, text.as_str()),
    };
    match reply {
        Reply::Take => reports::take(tx, acting, id).await?,
        Reply::Answer(text) => reports::answer(tx, acting, id, text).await?,
        Reply::Close(text) => reports::close(tx, acting, id, text).await?,
    }
    let entry = Entry::new(now, done, Subject::new(SubjectKind::Report, &report.number))
        .by(who.person, Some(who.role))
        .saying(words);
    audit::record(tx, &Entry { region: report.region, ..entry }).await?;
    Ok(())
}
