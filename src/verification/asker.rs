use crate::throttle::Client;

/// Whoever asks for a verdict from afar. Nothing of it is stored: wrong tries are counted in memory, and of a scan only a keyed
/// hash is kept (see [`scans`](crate::scans)).
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The network address.
    pub client: Client,
    /// What the browser calls itself; two phones behind one address differ in it.
    pub agent: &'a str,
}

impl Asker<'_> {
    /// What tells two phones apart on one day.
    pub(super) fn trace(&self) -> Vec<u8> {
        let mut trace = self.client.bytes();
        trace.extend(self.agent.bytes().take(256));
        trace
    }
}
