//! Stopgap.
use std::sync::Arc;

use super::Answer;

/// Stopgap.
#[derive(Clone)]
pub struct Verifier(pub Arc<dyn Fn(&str) -> Answer + Send + Sync>);

impl Verifier {
    /// Stopgap.
    pub async fn examine(&self, address: &str) -> Answer {
        (self.0)(address)
    }
}
