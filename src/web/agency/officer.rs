//! Somebody with a seat of the office, and where they may act in it.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Act, Actor, Reach, Role, Seat};
use crate::casework::Who;
use crate::office;
use crate::registry::{RegionCode, regions};
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::signed_in::SignedIn;

/// Somebody with a seat of the office. Whoever is not signed in is sent to sign in; whoever has no such seat is told so.
pub(super) struct Officer(pub(super) Actor);

impl FromRequestParts<Shared> for Officer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Officer, Error> {
        let SignedIn(actor) = <SignedIn as FromRequestParts<Shared>>::from_request_parts(parts, shared).await?;
        let officer = Officer(actor);
        if officer.seats().next().is_some() { Ok(officer) } else { Err(Error::Forbidden) }
    }
}

impl Officer {
    /// The seats of the office that this person holds, the nearest first.
    pub(super) fn seats(&self) -> impl Iterator<Item = Seat> {
        self.0.office()
    }

    /// In which seat they may do this there; seats of the office alone count, so that nobody decides as the owner of a producer.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a region that none of their seats reaches, [`Error::Forbidden`] when they may only look.
    pub(super) fn who(&self, act: Act, region: impl Into<Option<RegionCode>>) -> Result<Who, Error> {
        let region = region.into();
        let there = || self.seats().filter(|seat| office::reaches(*seat, region));
        match there().find(|seat| seat.role().may(act)) {
            Some(seat) => Ok(Who { person: self.0.person, role: seat.role() }),
            None if there().next().is_some() => Err(Error::Forbidden),
            None => Err(Error::NotFound),
        }
    }

    /// Whether they may do this there.
    pub(super) fn may(&self, act: Act, region: impl Into<Option<RegionCode>>) -> bool {
        self.who(act, region).is_ok()
    }

    /// Whether they may do this in some seat of the office.
    pub(super) fn may_somewhere(&self, act: Act) -> bool {
        self.seats().any(|seat| seat.role().may(act))
    }

    /// Whether deciding as the second person is what they mostly do.
    pub(super) fn is_second(&self) -> bool {
        self.seats().any(|seat| seat.role() == Role::Approver) && !self.may_somewhere(Act::Check)
    }

    /// The region that a page shows: the one that was asked for, if a seat reaches it, else that of the widest seat. `None` is
    /// everything.
    pub(super) fn place(&self, asked: Option<&str>) -> Option<RegionCode> {
        let asked = asked.and_then(RegionCode::parse);
        match asked.filter(|region| self.seats().any(|seat| seat.covers(*region))) {
            Some(region) => Some(region),
            None => self.widest(),
        }
    }

    /// The region of the widest seat, which comes last; `None` is everything.
    fn widest(&self) -> Option<RegionCode> {
        match self.seats().last().map(|seat| seat.reach()) {
            Some(Reach::Region(region)) => Some(region),
            Some(Reach::Everything | Reach::Caseload | Reach::Producer(_)) | None => None,
        }
    }

    /// Regions to choose from: those of the person's seats; within a province its kabupaten and kota; of everything the provinces.
    pub(super) fn choices(&self, chosen: Option<RegionCode>) -> Vec<RegionCode> {
        let mut codes: Vec<RegionCode> = Vec::new();
        for seat in self.seats() {
            let province = match seat.reach() {
                Reach::Region(region) => Some(region),
                Reach::Everything => chosen.map(RegionCode::province),
                Reach::Caseload | Reach::Producer(_) => continue,
            };
            let of_everything = seat.reach() == Reach::Everything;
            let listed = regions().iter().map(|region| region.code).filter(|code| {
                Some(*code) == province
                    || (province.is_some_and(RegionCode::is_province) && Some(code.province()) == province)
                    || (of_everything && code.is_province())
            });
            codes.extend(listed);
        }
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
