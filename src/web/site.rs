use std::sync::Arc;

/// Who runs this service and where. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    public_url: String,
    issuer: String,
    contact: Option<String>,
    demo: bool,
}

impl Site {
    /// `public_url` is scheme and host (`https://cek.example.id`); `issuer` the office whose codes these are; `contact`
    /// what people call or write to; `demo` whether everything here is invented.
    pub fn new(public_url: &str, issuer: &str, contact: Option<String>, demo: bool) -> Site {
        let public_url = public_url.trim_end_matches('/').to_owned();
        Site(Arc::new(Facts { public_url, issuer: issuer.to_owned(), contact, demo }))
    }

    /// Scheme and host, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// The office whose codes these are.
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Whom to tell about a doubtful code.
    pub fn contact(&self) -> Option<&str> {
        self.0.contact.as_deref()
    }

    /// Whether everything here is invented.
    pub fn demo(&self) -> bool {
        self.0.demo
    }

    /// The host, with its port if it has one.
    pub(crate) fn host(&self) -> &str {
        self.0.public_url.split_once("://").map_or(self.0.public_url.as_str(), |(_, host)| host)
    }

    /// Whether visitors come over HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.public_url.starts_with("https://")
    }
}
