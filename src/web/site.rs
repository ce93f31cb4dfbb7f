/// Who runs this service and where.
#[derive(Debug, Clone)]
pub struct Site {
    /// Scheme and host, such as `https://cek.example.id`.
    pub public_url: String,
    /// The office whose codes these are.
    pub issuer: String,
    /// Whom to tell about a doubtful code.
    pub contact: Option<String>,
    /// Whether everything here is invented.
    pub demo: bool,
}

impl Site {
    /// The host, with its port if it has one.
    pub(crate) fn host(&self) -> &str {
        let host = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, host)| host);
        host.trim_end_matches('/')
    }

    /// Whether visitors come over HTTPS.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
