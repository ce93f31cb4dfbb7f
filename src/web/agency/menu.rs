//! The menu of the console, and the choice of a region.
use super::officer::Officer;
use crate::accounts::{Act, Actor, Reach};
use crate::i18n::Words;
use crate::registry::RegionCode;
use crate::web::shell::Shell;

/// Where somebody is in the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Queue,
    Reports,
    Recall,
    Lapsing,
    Producers,
    Products,
    Sentra,
    Import,
    Users,
    Keys,
    Trail,
}

impl Place {
    const ALL: [Place; 11] = [
        Place::Queue,
        Place::Reports,
        Place::Recall,
        Place::Lapsing,
        Place::Producers,
        Place::Products,
        Place::Sentra,
        Place::Import,
        Place::Users,
        Place::Keys,
        Place::Trail,
    ];

    fn address(self) -> &'static str {
        match self {
            Place::Queue => "/dinas",
            Place::Reports => "/dinas/laporan",
            Place::Recall => "/dinas/tarik",
            Place::Lapsing => "/dinas/kedaluwarsa",
            Place::Producers => "/dinas/produsen",
            Place::Products => "/dinas/produk",
            Place::Sentra => "/dinas/sentra",
            Place::Import => "/dinas/impor",
            Place::Users => "/dinas/pengguna",
            Place::Keys => "/dinas/kunci",
            Place::Trail => "/dinas/jejak",
        }
    }

    fn name(self, w: &Words) -> &str {
        let w = &w.agency.menu;
        match self {
            Place::Queue => &w.queue,
            Place::Reports => &w.reports,
            Place::Recall => &w.recall,
            Place::Lapsing => &w.lapsing,
            Place::Producers => &w.producers,
            Place::Products => &w.products,
            Place::Sentra => &w.sentra,
            Place::Import => &w.import,
            Place::Users => &w.users,
            Place::Keys => &w.keys,
            Place::Trail => &w.trail,
        }
    }

    /// Whether a person is led there; people and keys are for those who oversee the whole service.
    fn is_open_to(self, actor: &Actor) -> bool {
        let may = |act| actor.office().any(|seat| seat.role().may(act));
        match self {
            Place::Queue | Place::Reports | Place::Lapsing | Place::Producers | Place::Products | Place::Sentra => true,
            Place::Recall => may(Act::Recall),
            Place::Import => may(Act::Transfer),
            Place::Trail => may(Act::Trail),
            Place::Users | Place::Keys => actor.office().any(|seat| seat.reach() == Reach::Everything),
        }
    }
}

/// An entry of the menu.
pub(crate) struct Entry {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) here: bool,
}

/// The menu that this person gets.
pub(crate) fn menu(shell: &Shell, actor: &Actor, here: Place) -> Vec<Entry> {
    let places = Place::ALL.into_iter().filter(|place| place.is_open_to(actor));
    places
        .map(|place| Entry {
            href: shell.to(place.address()),
            name: place.name(shell.w).to_owned(),
            here: place == here,
        })
        .collect()
}

/// Something to choose in a form.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// The regions that a list may be narrowed to; none when there is nothing to choose.
pub(super) fn regions(shell: &Shell, officer: &Officer, chosen: Option<RegionCode>) -> Vec<Choice> {
    let codes = officer.choices(chosen);
    if codes.len() < 2 {
        return Vec::new();
    }
    let everything = officer.place(None).is_none().then(|| Choice {
        value: String::new(),
        name: shell.w.roles.everywhere.clone(),
        chosen: chosen.is_none(),
    });
    let listed = codes.into_iter().map(|code| Choice {
        value: code.to_string(),
        name: code.name().to_owned(),
        chosen: chosen == Some(code),
    });
    everything.into_iter().chain(listed).collect()
}

/// What a region is called, or everything.
pub(super) fn region_name(w: &Words, place: Option<RegionCode>) -> String {
    place.map_or_else(|| w.roles.everywhere.clone(), |region| region.name().to_owned())
}

/// An address with those of its parts that are not empty.
pub(super) fn address(path: &str, parts: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
