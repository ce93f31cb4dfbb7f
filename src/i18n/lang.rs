/// A language of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Indonesian, the default.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Id => "id",
            Lang::En => "en",
        }
    }

    /// The language of a tag such as `en` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.split('-').next()?.trim().to_ascii_lowercase().as_str() {
            "id" | "in" | "ms" | "jv" | "su" => Some(Lang::Id),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The best of an `Accept-Language` header; Indonesian when it names neither. A reader of Malay, Javanese or
    /// Sundanese is given Indonesian.
    pub fn accepted(header: &str) -> Lang {
        let mut best = (Lang::Id, 0.0);
        for range in header.split(',').take(20) {
            let mut parts = range.split(';');
            let Some(lang) = parts.next().and_then(Lang::from_tag) else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }

    /// The other one.
    pub fn other(self) -> Lang {
        match self {
            Lang::Id => Lang::En,
            Lang::En => Lang::Id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins_and_indonesian_is_the_default() {
        for (header, lang) in [
            ("", Lang::Id),
            ("fr-FR,de;q=0.9", Lang::Id),
            ("en-GB,en;q=0.9", Lang::En),
            ("id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7", Lang::Id),
            ("en;q=0.2, id;q=0.7", Lang::Id),
            ("ms-MY, en;q=0.5", Lang::Id),
            ("en;q=0", Lang::Id),
            ("*, ;;;q=,en;q=NaN", Lang::Id),
        ] {
            assert_eq!(Lang::accepted(header), lang, "{header}");
        }
    }
}
