use telusur_code::{KeySet, Refusal, SignedCode};

use super::resolve::Handed;
use super::{Answer, Code, Evidence, Finding, History, Register, resolve, weigh};
use crate::clock::Clock;

/// Answers a text with nothing but a key list: what anybody can do without us. A short code cannot be checked so.
pub fn examine_offline(text: &str, keys: &KeySet, clock: Clock) -> Answer {
    let finding = match resolve::resolve(text) {
        Err(why) => Finding::Unreadable(why),
        Ok(Handed::Short(_)) => Finding::Unasked,
        Ok(Handed::Signed(code)) => signed(code, keys),
    };
    let at = clock.now();
    let verdict = weigh(&finding, at.day());
    Answer { finding, verdict, at }
}

fn signed(code: SignedCode, keys: &KeySet) -> Finding {
    match telusur_code::verify(code, keys) {
        Err(Refusal::UnknownKey) => Finding::UnknownKey,
        Err(Refusal::Forged) => Finding::Forged,
        Ok(code) => Finding::Known(Box::new(Evidence {
            code: Code::Signed(code),
            key: None,
            register: Register::Away,
            history: History::default(),
        })),
    }
}
