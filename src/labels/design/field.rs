//! Fields: the words of a design.

use crate::labels::layout::{Ink, Weight};

/// One field: what is said, and how. Lengths are millimetres, sizes of type points.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What is said.
    pub what: What,
    /// Where in the column it belongs.
    pub part: Part,
    /// Size of type where there is room.
    pub size: f32,
    /// Size of type down to which it shrinks.
    pub least: f32,
    /// Lines it may take.
    pub lines: usize,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
    /// Whether a caption says what the value is.
    pub captioned: bool,
    /// Whether it goes behind the field above, on the same line, where there is room.
    pub beside: bool,
    /// Free space above it, beyond the usual distance of lines.
    pub gap: f32,
    /// Whether a hairline stands in that space.
    pub ruled: bool,
    /// The words of [`What::Text`]; empty otherwise.
    pub text: String,
    /// Height of [`What::Logo`]; 0 otherwise.
    pub height: f32,
}

/// Where in the column a field belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Downwards from the top.
    Head,
    /// Upwards from the bottom.
    Foot,
}

/// What a field says; in files, the same words in small letters with `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Name of the product.
    Product,
    /// Name of the producer.
    Producer,
    /// Region and province on one line.
    Origin,
    /// Kabupaten or kota.
    Region,
    /// Province.
    Province,
    /// Kode produksi.
    ProductionCode,
    /// Day it was made.
    Produced,
    /// Last good day.
    BestBefore,
    /// How much is in the pack.
    NetContent,
    /// Certificates and permits, as text.
    Certifications,
    /// Number of the item.
    Item,
    /// The short code, to be typed by hand.
    ShortCode,
    /// The short code with the address that it belongs to, as it is typed: `HOST/s/CODE`. Where there is no room for the host, the
    /// code alone.
    ShortAddress,
    /// The invitation to scan; where there is no room for it, in its shorter form.
    ScanToCheck,
    /// Host of the address.
    Host,
    /// The producer's own logo.
    Logo,
    /// Words of the design itself.
    Text,
}

/// What may happen to a field when there is little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::labels) enum Nature {
    /// Gets room first and is never cut: it identifies the goods or the code.
    Value,
    /// May be cut with an ellipsis.
    Name,
    /// Gets room last; stands whole or not at all.
    Extra,
}

impl What {
    /// The word for it in design files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Producer => "producer",
            Self::Origin => "origin",
            Self::Region => "region",
            Self::Province => "province",
            Self::ProductionCode => "production_code",
            Self::Produced => "produced",
            Self::BestBefore => "best_before",
            Self::NetContent => "net_content",
            Self::Certifications => "certifications",
            Self::Item => "item",
            Self::ShortCode => "short_code",
            Self::ShortAddress => "short_address",
            Self::ScanToCheck => "scan_to_check",
            Self::Host => "host",
            Self::Logo => "logo",
            Self::Text => "text",
        }
    }

    pub(in crate::labels) fn nature(self) -> Nature {
        match self {
            Self::ProductionCode | Self::BestBefore | Self::Item | Self::Host => Nature::Value,
            Self::ShortCode | Self::ShortAddress | Self::ScanToCheck => Nature::Value,
            Self::Product | Self::Producer | Self::Origin | Self::Region | Self::Province | Self::Text => Nature::Name,
            // Half a date, half a weight or half a certificate's number would be a lie.
            Self::Produced | Self::NetContent | Self::Certifications | Self::Logo => Nature::Extra,
        }
    }

    /// Whether a label that should have it is no label without it: what tells our code from others, and what helps when it is
    /// damaged.
    pub(in crate::labels) fn is_indispensable(self) -> bool {
        matches!(self, Self::ShortCode | Self::ShortAddress | Self::ScanToCheck)
    }

    /// Whether there is a caption for it.
    pub(super) fn has_caption(self) -> bool {
        matches!(
            self,
            Self::ProductionCode | Self::Produced | Self::BestBefore | Self::NetContent | Self::Item | Self::ShortCode
        )
    }

    /// The smallest type it may be set in, in points. A short code is read letter by letter, from near; the invitation is known
    /// by its look.
    pub(super) fn smallest(self) -> f32 {
        if self.is_indispensable() { 5.0 } else { crate::labels::lettering::text::SMALLEST }
    }
}
