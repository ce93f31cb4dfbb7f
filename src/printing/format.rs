use crate::printers::Language;
use crate::registry::words;

words! {
    /// What labels are printed as.
    pub enum Format {
        /// Sheets, or pages of a roll, for any office printer and for print houses.
        Pdf = "pdf",
        /// One label as a drawing.
        Svg = "svg",
        /// One label as a black and white picture.
        Png = "png",
        /// A drawing of each label.
        SvgZip = "svg-zip",
        /// A picture of each label.
        PngZip = "png-zip",
        /// For label printers of Zebra and those that speak its language.
        Zpl = "zpl",
        /// For label printers of TSC, Xprinter and most cheap ones.
        Tspl = "tspl",
        /// For receipt printers.
        EscPos = "escpos",
        /// For print houses with variable data: lists, drawings, a read-me.
        Bundle = "bundle",
    }
}

impl From<Language> for Format {
    fn from(language: Language) -> Format {
        match language {
            Language::Zpl => Format::Zpl,
            Language::Tspl => Format::Tspl,
            Language::EscPos => Format::EscPos,
        }
    }
}

impl Format {
    /// Whether a printer of dots eats it: modules are whole dots, and the paper is a roll.
    pub fn is_thermal(self) -> bool {
        matches!(self, Format::Zpl | Format::Tspl | Format::EscPos)
    }

    /// Whether it is drawn in dots.
    pub fn is_raster(self) -> bool {
        self.is_thermal() || matches!(self, Format::Png | Format::PngZip)
    }

    /// Whether it holds one label only.
    pub fn is_single(self) -> bool {
        matches!(self, Format::Svg | Format::Png)
    }

    /// Whether every pack has its label in it, also when all carry the same code.
    pub fn is_paper(self) -> bool {
        self == Format::Pdf || self.is_thermal()
    }

    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Svg => "svg",
            Format::Png => "png",
            Format::SvgZip | Format::PngZip | Format::Bundle => "zip",
            Format::Zpl => "zpl",
            Format::Tspl => "tspl",
            Format::EscPos => "bin",
        }
    }
}
