use super::{CertificationDraft, Checked, Refusal};

/// A kind of certification.
pub struct Kind {
    /// Its number in the spec (section 4), never reused.
    pub number: u64,
    /// Its word in files, addresses, JSON and on the command line.
    pub word: &'static str,
    /// Who answers whether a number was issued, when there is one public register.
    pub authority: Option<Authority>,
    /// The rule.
    pub(super) check: fn(&CertificationDraft<'_>) -> Result<Checked, Refusal>,
    /// The text that is signed, of a number as printed; `None` when the text is no such number.
    pub(super) claim: fn(&str) -> Option<String>,
}

/// An authority's own public register. We link to its front page; it promises no address for a single number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// Its name.
    pub name: &'static str,
    /// The address of its site.
    pub url: &'static str,
}

/// Halal certificates.
pub(super) const BPJPH: Authority = Authority { name: "BPJPH", url: "https://bpjph.halal.go.id/" };
/// Permits of the food and drug agency.
pub(super) const BPOM: Authority = Authority { name: "Cek BPOM", url: "https://cekbpom.pom.go.id/" };
/// Business numbers and home-industry permits.
pub(super) const OSS: Authority = Authority { name: "OSS", url: "https://oss.go.id/" };
/// Trademarks and geographical indications.
pub(super) const PDKI: Authority = Authority { name: "PDKI (DJKI)", url: "https://pdki-indonesia.dgip.go.id/" };
/// National standards.
pub(super) const BSN: Authority = Authority { name: "BSN", url: "https://bangbeni.bsn.go.id/" };
/// Local content.
pub(super) const TKDN: Authority = Authority { name: "TKDN (Kemenperin)", url: "https://tkdn.kemenperin.go.id/" };
