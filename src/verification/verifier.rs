use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

use telusur_code::{KeySet, Refusal, SignedCode, VerifiedCode};

use super::record::{self, Question};
use super::resolve::Handed;
use super::{Answer, Asker, Code, Evidence, Finding, History, Missing, Record, Register, Unreadable};
use super::{resolve, weigh};
use crate::clock::Clock;
use crate::db::{self, Db};
use crate::keyring::{self, Key};
use crate::registry::BatchId;
use crate::scans::{self, Recorder, Scan};
use crate::short_code::{self, Secrets, ShortCode};
use crate::throttle::{Client, TooManyTries, Tries};

/// Records kept in memory; past that, all are forgotten and read anew.
const REMEMBERED: usize = 20_000;

/// The desk that answers scans. Cheap to clone; all clones share one memory.
///
/// Ways that few answers take are boxed: what an answer waits in is copied several times on its way through the server, and should
/// be small.
///
/// What it remembers of the register is good for one *revision* of it. Every answer asks the database for its revision
/// (one row), so a recall made by any process shows on the next request.
#[derive(Clone)]
pub struct Verifier {
    shared: Arc<Shared>,
}

struct Shared {
    db: Db,
    clock: Clock,
    memory: RwLock<Memory>,
    tries: Mutex<Tries>,
    /// Who is told of scans, where they are recorded.
    recorder: Option<Recorder>,
    /// Whether scan history is asked for.
    remembers: bool,
}

/// The register as of one revision.
struct Memory {
    revision: Option<i64>,
    keys: Arc<Keys>,
    records: HashMap<Question, Option<Arc<Record>>>,
}

/// What codes are recognised by.
struct Keys {
    set: KeySet,
    facts: Vec<Arc<Key>>,
    secrets: Secrets,
}

impl Keys {
    async fn read(db: &Db) -> Result<Keys, keyring::Error> {
        let keys = keyring::keys(&mut &*db).await?;
        let secrets = short_code::store::secrets(&mut &*db).await?;
        Ok(Keys { set: keyring::key_set(&keys), facts: keys.into_iter().map(Arc::new).collect(), secrets })
    }

    fn of(&self, code: &VerifiedCode) -> Option<Arc<Key>> {
        self.facts.iter().find(|key| key.thumbprint() == *code.key()).cloned()
    }

    /// The key under which a batch was issued.
    fn issuing(&self, record: &Record) -> Option<Arc<Key>> {
        self.facts.iter().find(|key| key.thumbprint().to_string() == record.batch.key).cloned()
    }
}

impl Verifier {
    /// A desk over a register. It reads the keys now, so that signatures are checked even when storage goes away.
    ///
    /// # Errors
    /// [`keyring::Error`] when the keys cannot be read.
    pub async fn new(db: Db, clock: Clock) -> Result<Verifier, keyring::Error> {
        let revision = db.revision().await?;
        let keys = Arc::new(Keys::read(&db).await?);
        let memory = RwLock::new(Memory { revision: Some(revision), keys, records: HashMap::new() });
        Ok(Verifier {
            shared: Arc::new(Shared { db, clock, memory, tries: Mutex::default(), recorder: None, remembers: false }),
        })
    }

    /// A desk that also says what earlier scans tell: one more look-up for each answer. To be called before the desk is cloned.
    pub fn remembering(mut self) -> Verifier {
        if let Some(shared) = Arc::get_mut(&mut self.shared) {
            shared.remembers = true;
        }
        self
    }

    /// The same, and it tells a recorder of every scan.
    pub fn recording(mut self, recorder: Recorder) -> Verifier {
        if let Some(shared) = Arc::get_mut(&mut self.shared) {
            shared.recorder = Some(recorder);
        }
        self.remembering()
    }

    /// Answers a text: an address, the path of one, digits, or a short code. Every text gets an answer.
    pub async fn examine(&self, text: &str) -> Answer {
        self.answer(resolve::resolve(text)).await
    }

    /// The same for somebody far away, who may not guess short codes for ever. Signed codes are never held back.
    ///
    /// # Errors
    /// [`TooManyTries`] when the client has tried too many short codes that do not exist.
    pub async fn examine_for(&self, asker: Asker<'_>, text: &str) -> Result<Answer, TooManyTries> {
        let handed = resolve::resolve(text);
        if let Ok(Handed::Short(code)) = &handed {
            Box::pin(self.count(asker.client, code)).await?;
        }
        let answer = self.answer(handed).await;
        if let Some(recorder) = self.shared.recorder.as_ref()
            && let Some(scan) = scan(&answer, asker)
        {
            recorder.tell(scan);
        }
        Ok(answer)
    }

    async fn answer(&self, handed: Result<Handed, Unreadable>) -> Answer {
        let finding = match handed {
            Ok(Handed::Signed(code)) => self.find(code).await,
            Ok(Handed::Short(code)) => Box::pin(self.look_up(code)).await.unwrap_or(Finding::Unasked),
            Err(why) => Finding::Unreadable(why),
        };
        let at = self.shared.clock.now();
        let verdict = weigh(&finding, at.day());
        metrics::counter!("telusur_verdicts_total", "verdict" => verdict.word()).increment(1);
        Answer { finding, verdict, at }
    }

    async fn find(&self, code: SignedCode) -> Finding {
        // The revision first: keys, too, are as good as it.
        let current = self.refresh().await;
        let keys = self.keys();
        let code = match telusur_code::verify(code, &keys.set) {
            Ok(code) => code,
            Err(Refusal::UnknownKey) => return Finding::UnknownKey,
            Err(Refusal::Forged) => return Finding::Forged,
        };
        let key = keys.of(&code);
        let register = match (current, &key) {
            (Ok(revision), Some(key)) => self.consult(&code, key, revision).await.unwrap_or(Register::Away),
            _ => Register::Away,
        };
        let history = self.history(&register, code.claims().scope.item()).await;
        Finding::Known(Box::new(Evidence { code: Code::Signed(code), key, register, history }))
    }

    /// Counts a short code that does not exist. While the register is away nobody learns whether one does.
    async fn count(&self, client: Client, code: &ShortCode) -> Result<(), TooManyTries> {
        let now = self.shared.clock.now();
        let refused = |tried: TooManyTries| {
            metrics::counter!("telusur_tries_refused_total").increment(1);
            tried
        };
        // Whoever waits is not looked up for.
        self.tries().wait(client, now).map_err(refused)?;
        let Ok(record) = self.record_of(code).await else { return Ok(()) };
        let keys = self.keys();
        self.tries().attempt(client, now, || is_made(&keys.secrets, code, &record)).map(drop).map_err(refused)
    }

    fn tries(&self) -> MutexGuard<'_, Tries> {
        self.shared.tries.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    async fn look_up(&self, code: ShortCode) -> Result<Finding, db::Error> {
        let record = self.record_of(&code).await?;
        let keys = self.keys();
        if !is_made(&keys.secrets, &code, &record) {
            return Ok(Finding::Unlisted);
        }
        let known = record.and_then(|record| Some((record::issued(&record, code.item())?, record)));
        let Some((claims, record)) = known else { return Ok(Finding::Unlisted) };
        let key = keys.issuing(&record);
        let register = Register::Holds(record);
        let history = self.history(&register, claims.scope.item()).await;
        Ok(Finding::Known(Box::new(Evidence { code: Code::LookedUp(code, claims), key, register, history })))
    }

    /// What earlier scans tell. It is a fact beside the others: when it cannot be had, they stand all the same.
    async fn history(&self, register: &Register, item: Option<u64>) -> History {
        let Register::Holds(record) = register else { return History::default() };
        if !self.shared.remembers {
            return History::default();
        }
        match scans::told(&self.shared.db, record.batch.id, item).await {
            Ok(told) => History {
                known: true,
                first: told.map(|told| told.first),
                checks: told.map_or(0, |told| told.checks),
                ..History::default()
            },
            Err(_) => History::default(),
        }
    }

    /// The record of the batch that a short code names; nobody has looked yet whether it may.
    async fn record_of(&self, code: &ShortCode) -> Result<Option<Arc<Record>>, db::Error> {
        let revision = self.refresh().await?;
        match BatchId::from_claim(code.batch()) {
            Some(batch) => self.record(Question::Batch(batch), revision).await,
            None => Ok(None),
        }
    }

    /// The keys as last read: what can be shown of them while the register cannot be asked.
    pub fn known_keys(&self) -> Vec<Key> {
        self.keys().facts.iter().map(|key| Key::clone(key)).collect()
    }

    fn keys(&self) -> Arc<Keys> {
        self.shared.memory.read().unwrap_or_else(|poisoned| poisoned.into_inner()).keys.clone()
    }

    /// Asks for the register's revision, and forgets what is older.
    async fn refresh(&self) -> Result<i64, db::Error> {
        let revision = self.shared.db.revision().await?;
        let known = self.shared.memory.read().unwrap_or_else(|poisoned| poisoned.into_inner()).revision;
        if known == Some(revision) {
            return Ok(revision);
        }
        let keys = Box::pin(Keys::read(&self.shared.db)).await.map_err(|error| match error {
            keyring::Error::Storage(error) => error,
            other => db::Error::Away(other.to_string()),
        })?;
        let mut memory = self.shared.memory.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        // Another revision, not a higher one: a register put back from a copy counts from where it was. A slower reader
        // may set an older one; the next question then finds it other again, and reads anew.
        if memory.revision != Some(revision) {
            *memory = Memory { revision: Some(revision), keys: Arc::new(keys), records: HashMap::new() };
        }
        Ok(revision)
    }

    async fn consult(&self, code: &VerifiedCode, key: &Key, revision: i64) -> Result<Register, db::Error> {
        let claims = code.claims();
        let lacks = || match claims.scope {
            telusur_code::Scope::Product => Register::Lacks(Missing::Product),
            _ => Register::Lacks(Missing::Batch),
        };
        let Some(question) = Question::of(code) else { return Ok(lacks()) };
        let Some(record) = self.record(question, revision).await? else { return Ok(lacks()) };
        Ok(match record::missing(&record, claims, key) {
            Some(missing) => Register::Lacks(missing),
            None => Register::Holds(record),
        })
    }

    async fn record(&self, question: Question, revision: i64) -> Result<Option<Arc<Record>>, db::Error> {
        {
            let memory = self.shared.memory.read().unwrap_or_else(|poisoned| poisoned.into_inner());
            if let (Some(known), true) = (memory.records.get(&question), memory.revision == Some(revision)) {
                return Ok(known.clone());
            }
        }
        let record = Box::pin(record::load(&self.shared.db, &question)).await?.map(Arc::new);
        let mut memory = self.shared.memory.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if memory.revision == Some(revision) {
            if memory.records.len() >= REMEMBERED {
                memory.records.clear();
            }
            memory.records.insert(question, record.clone());
        }
        Ok(record)
    }
}

/// Whether a short code was made for this batch. Without a batch, the same work is done for nothing.
fn is_made(secrets: &Secrets, code: &ShortCode, record: &Option<Arc<Record>>) -> bool {
    let claims = record.as_ref().map_or(&[][..], |record| &record.batch.claims);
    secrets.made(code, claims) & record.is_some()
}

/// The scan of an answer, when the register holds what was scanned.
fn scan(answer: &Answer, asker: Asker<'_>) -> Option<Scan> {
    let Finding::Known(evidence) = &answer.finding else { return None };
    Some(Scan {
        batch: evidence.record()?.batch.id,
        item: evidence.code.claims().scope.item(),
        at: answer.at,
        region: None,
        verdict: answer.verdict.word(),
        trace: asker.trace(),
    })
}
