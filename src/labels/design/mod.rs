//! Designs: what stands where on a label of one size, as data.
//!
//! A design is a table in a TOML file: the size of the label, where the symbol stands and how much room it may take, and the
//! *fields*, which say in order what the words are, how large, and whether they belong to the *head* of the column or to its
//! *foot*. The ready-made designs are in `data/label-designs.toml`; an office may write its own in the same form.
//!
//! A design holds sizes and order, no places: [`compose`](super::layout::compose) finds those for the words at hand.
mod field;
mod file;

use std::sync::LazyLock;

use super::EcLevel;
use super::layout::{Device, Smallest, fitting};

pub(super) use field::Nature;
pub use field::{Field, Part, What};
pub use file::Refused;

/// A design. Lengths are millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Its name, such as `50x30`.
    pub name: String,
    /// What it is good for.
    pub about: About,
    /// Width of the label.
    pub width: f32,
    /// Height of the label.
    pub height: f32,
    /// What words keep free at the left and right edge.
    pub side_margin: f32,
    /// What words keep free at the upper and lower edge.
    pub end_margin: f32,
    /// The symbol's room.
    pub symbol: SymbolRoom,
    /// Error correction of the symbol.
    pub level: EcLevel,
    /// How much of a statement the symbol should carry.
    pub profile: Profile,
    /// What the words are, from the top.
    pub fields: Vec<Field>,
}

/// What a design is good for, in two languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// In Indonesian.
    pub id: String,
    /// In English.
    pub en: String,
}

/// Where the symbol stands and how much room it may take. Lengths are millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SymbolRoom {
    /// Where it stands.
    pub at: At,
    /// Width and height, quiet zone included, down to which it gives way to words.
    pub least: f32,
    /// Width and height, quiet zone included, that it takes at most.
    pub most: f32,
    /// What its dark square keeps free towards the edge it stands at; four modules if they are more.
    pub edge: f32,
    /// What its dark square keeps free towards the words; four modules if they are more.
    pub gutter: f32,
}

/// Where the symbol stands; the words take the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// At the left edge, half way down; words at its right.
    Left,
    /// At the right edge, half way down; words at its left.
    Right,
    /// At the upper edge, half way across; words under it.
    Top,
    /// At the lower edge, half way across; words above it.
    Bottom,
    /// In the middle; the head at its left, the foot at its right.
    Middle,
}

/// How much of a statement the symbol of a label should carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// A signed code with names.
    Full,
    /// A signed code without names.
    Compact,
    /// A short code, which is looked up and carries no signature.
    Short,
}

static READY_MADE: LazyLock<Vec<Design>> = LazyLock::new(|| {
    let text = include_str!("../../../data/label-designs.toml");
    Design::read("label-designs.toml", text).expect("the file is part of the program and every test reads it")
});

impl Design {
    /// The ready-made designs, in the order of their file.
    pub fn all() -> &'static [Self] {
        &READY_MADE
    }

    /// The ready-made design of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|design| design.name == name)
    }

    /// Reads a file of designs. Its name is for the refusal only.
    ///
    /// # Errors
    /// [`Refused`], with the line and what to do, at the first thing that is not as it should be.
    pub fn read(file_name: &str, text: &str) -> Result<Vec<Self>, Refused> {
        file::read(file_name, text)
    }

    /// The ready-made design that fills most of a label of so many millimetres.
    pub fn largest_within(width: f32, height: f32) -> Option<&'static Self> {
        const TOLERANCE: f32 = 0.05;
        let fitting = |design: &&Self| design.width <= width + TOLERANCE && design.height <= height + TOLERANCE;
        Self::all().iter().filter(fitting).max_by(|a, b| a.area().total_cmp(&b.area()))
    }

    /// The smallest ready-made design with room for a symbol of `modules`, counted without quiet zone.
    pub fn smallest_that_fits(modules: usize, device: Device, limit: Smallest) -> Option<&'static Self> {
        let fitting = |design: &&Self| fitting(modules, design.symbol.most, device, limit).is_some();
        Self::by_size().into_iter().find(fitting)
    }

    /// The ready-made designs, the smallest first.
    pub(super) fn by_size() -> Vec<&'static Self> {
        let mut designs: Vec<&Self> = Self::all().iter().collect();
        designs.sort_by(|a, b| a.area().total_cmp(&b.area()));
        designs
    }

    fn area(&self) -> f32 {
        self.width * self.height
    }
}

#[cfg(test)]
mod tests;
