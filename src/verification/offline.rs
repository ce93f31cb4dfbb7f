use telusur_code::{KeySet, Refusal};

use super::{Answer, Evidence, Finding, History, Register, resolve, weigh};
use crate::clock::Clock;

/// Answers a text with nothing but a key list: what anybody can do without us.
pub fn examine_offline(text: &str, keys: &KeySet, clock: Clock) -> Answer {
    let finding = match resolve::resolve(text).map(|code| telusur_code::verify(code, keys)) {
        Err(why) => Finding::Unreadable(why),
        Ok(Err(Refusal::UnknownKey)) => Finding::UnknownKey,
        Ok(Err(Refusal::Forged)) => Finding::Forged,
        Ok(Ok(code)) => Finding::Signed(Box::new(Evidence {
            code,
            key: None,
            register: Register::Away,
            history: History::default(),
        })),
    };
    let at = clock.now();
    let verdict = weigh(&finding, at.day());
    Answer { finding, verdict, at }
}
