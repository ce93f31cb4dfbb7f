//! Design files: TOML, read strictly. Whatever is unknown, missing or out of bounds is refused, with its line.

use std::ops::RangeInclusive;

use serde::Deserialize;
use toml::Spanned;

use super::{About, At, Design, Field, Part, Profile, SymbolRoom, What};
use crate::labels::EcLevel;
use crate::labels::layout::{Ink, Weight};
use crate::labels::toml_fault::{self, TomlFault};

const LARGEST_FILE: usize = 64 * 1024;
const MOST_DESIGNS: usize = 100;
const MOST_FIELDS: usize = 30;

/// Why a file of designs was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {field}: {reason}")]
pub struct Refused {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field, as written there.
    pub field: String,
    /// What is wrong, and what to do.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    design: Vec<Spanned<WrittenDesign>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDesign {
    name: Spanned<String>,
    about: Spanned<About>,
    size: [Spanned<f32>; 2],
    margin: [Spanned<f32>; 2],
    symbol: WrittenSymbol,
    #[serde(default)]
    level: WrittenLevel,
    profile: Profile,
    fields: Spanned<Vec<Spanned<WrittenField>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSymbol {
    at: At,
    least: Spanned<f32>,
    most: Spanned<f32>,
    edge: Option<Spanned<f32>>,
    gutter: Option<Spanned<f32>>,
}

#[derive(Deserialize, Default, Clone, Copy)]
enum WrittenLevel {
    L,
    #[default]
    M,
    Q,
    H,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    say: Spanned<What>,
    part: Part,
    size: Option<Spanned<f32>>,
    least: Option<Spanned<f32>>,
    lines: Option<Spanned<usize>>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    ink: WrittenInk,
    #[serde(default)]
    caption: Option<Spanned<bool>>,
    #[serde(default)]
    beside: bool,
    gap: Option<Spanned<f32>>,
    #[serde(default)]
    rule: bool,
    text: Option<Spanned<String>>,
    height: Option<Spanned<f32>>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum WrittenInk {
    #[default]
    Black,
    Grey,
    Maroon,
}

pub(super) fn read(file: &str, text: &str) -> Result<Vec<Design>, Refused> {
    let file = File { name: file, text };
    if text.len() > LARGEST_FILE {
        return file.refuse(0, "the file", format!("has {} bytes; at most {LARGEST_FILE} are read", text.len()));
    }
    let written: WrittenFile = toml::from_str(text).or_else(|error| file.refuse_syntax(&error))?;
    if written.design.len() > MOST_DESIGNS {
        return file.refuse(0, "design", format!("there are more than {MOST_DESIGNS}; split the file"));
    }
    let mut designs: Vec<Design> = Vec::new();
    for written in &written.design {
        let design = file.design(written.get_ref())?;
        if designs.iter().any(|known| known.name == design.name) {
            let reason = format!("`{}` is there twice; give each design a name of its own", design.name);
            return file.refuse(written.get_ref().name.span().start, "name", reason);
        }
        designs.push(design);
    }
    Ok(designs)
}

/// The file being read.
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn refuse<T>(&self, at: usize, field: &str, reason: impl Into<String>) -> Result<T, Refused> {
        let line = toml_fault::line(self.text, at);
        Err(Refused { file: self.name.to_owned(), line, field: field.to_owned(), reason: reason.into() })
    }

    fn refuse_syntax<T>(&self, error: &toml::de::Error) -> Result<T, Refused> {
        let TomlFault { line, field, reason } = TomlFault::of(self.text, error);
        let field = field.unwrap_or_else(|| "the file".to_owned());
        Err(Refused { file: self.name.to_owned(), line, field, reason })
    }

    fn number(&self, written: &Spanned<f32>, field: &str, bounds: RangeInclusive<f32>) -> Result<f32, Refused> {
        let number = *written.get_ref();
        if bounds.contains(&number) {
            return Ok(number);
        }
        let reason = format!("{number} is out of bounds; write a number from {} to {}", bounds.start(), bounds.end());
        self.refuse(written.span().start, field, reason)
    }

    fn or(
        &self,
        written: &Option<Spanned<f32>>,
        field: &str,
        bounds: RangeInclusive<f32>,
        otherwise: f32,
    ) -> Result<f32, Refused> {
        written.as_ref().map_or(Ok(otherwise), |written| self.number(written, field, bounds))
    }

    fn design(&self, written: &WrittenDesign) -> Result<Design, Refused> {
        let [width, height] = &written.size;
        let (width, height) = (self.number(width, "size", 10.0..=300.0)?, self.number(height, "size", 10.0..=300.0)?);
        let [side, end] = &written.margin;
        let fields = written.fields.get_ref();
        if fields.len() > MOST_FIELDS {
            return self.refuse(written.fields.span().start, "fields", format!("at most {MOST_FIELDS} are possible"));
        }
        let fields = fields.iter().map(|field| self.field(field)).collect::<Result<Vec<_>, _>>()?;
        Ok(Design {
            name: self.design_name(&written.name)?,
            about: self.about(&written.about)?,
            width,
            height,
            side_margin: self.number(side, "margin", 0.0..=width / 4.0)?,
            end_margin: self.number(end, "margin", 0.0..=height / 4.0)?,
            symbol: self.symbol(&written.symbol, width, height)?,
            level: written.level.into(),
            profile: written.profile,
            fields,
        })
    }

    fn design_name(&self, written: &Spanned<String>) -> Result<String, Refused> {
        let name = written.get_ref();
        let usual = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        if (1..=40).contains(&name.len()) && name.chars().all(usual) {
            return Ok(name.clone());
        }
        self.refuse(written.span().start, "name", "write 1 to 40 of the signs a to z, 0 to 9, - and .")
    }

    fn about(&self, written: &Spanned<About>) -> Result<About, Refused> {
        let about = written.get_ref();
        if [&about.id, &about.en].into_iter().all(|words| (1..=400).contains(&words.len())) {
            return Ok(about.clone());
        }
        self.refuse(
            written.span().start,
            "about",
            "say in 1 to 400 characters what the label is good for, in `id` and in `en`",
        )
    }

    fn symbol(&self, written: &WrittenSymbol, width: f32, height: f32) -> Result<SymbolRoom, Refused> {
        let largest = width.min(height);
        let most = self.number(&written.most, "most", 8.0..=largest)?;
        let least = self.number(&written.least, "least", 8.0..=most)?;
        let edge = self.or(&written.edge, "edge", 0.0..=largest / 4.0, 0.0)?;
        let gutter = self.or(&written.gutter, "gutter", 0.0..=20.0, 0.0)?;
        // The edge counts as if the quiet zone came on top of it: a little strict, and easy to see for whoever writes a design.
        let across = if matches!(written.at, At::Left | At::Right) { width } else { height };
        if most + edge > across {
            let reason =
                format!("with an edge of {edge} mm the symbol leaves the label; write at most {}", across - edge);
            return self.refuse(written.most.span().start, "most", reason);
        }
        Ok(SymbolRoom { at: written.at, least, most, edge, gutter })
    }

    fn field(&self, spanned: &Spanned<WrittenField>) -> Result<Field, Refused> {
        let written = spanned.get_ref();
        let what = *written.say.get_ref();
        let size = self.size(spanned)?;
        let least = self.or(&written.least, "least", what.smallest()..=size, what.smallest().min(size))?;
        let lines = written.lines.as_ref().map_or(1, |lines| *lines.get_ref());
        if !(1..=6).contains(&lines) {
            let at = written.lines.as_ref().map_or(0, |lines| lines.span().start);
            return self.refuse(at, "lines", format!("{lines} is out of bounds; write a number from 1 to 6"));
        }
        Ok(Field {
            what,
            part: written.part,
            size,
            least,
            lines,
            weight: if written.bold { Weight::Bold } else { Weight::Regular },
            ink: written.ink.into(),
            captioned: self.caption(written)?,
            beside: written.beside,
            gap: self.or(&written.gap, "gap", 0.0..=20.0, 0.0)?,
            ruled: written.rule,
            text: self.text(spanned)?,
            height: self.height(spanned)?,
        })
    }

    fn size(&self, field: &Spanned<WrittenField>) -> Result<f32, Refused> {
        let what = *field.get_ref().say.get_ref();
        match &field.get_ref().size {
            Some(size) if what != What::Logo => self.number(size, "size", what.smallest()..=36.0),
            Some(size) => self.refuse(size.span().start, "size", "a logo has a height, in millimetres; write `height`"),
            None if what == What::Logo => Ok(what.smallest()),
            None => self.refuse(field.span().start, "size", "is missing; write the size of type, in points"),
        }
    }

    fn caption(&self, written: &WrittenField) -> Result<bool, Refused> {
        let what = *written.say.get_ref();
        match &written.caption {
            Some(caption) if *caption.get_ref() && !what.has_caption() => {
                let reason = format!("there is none for {}; leave it away", what.word());
                self.refuse(caption.span().start, "caption", reason)
            }
            Some(caption) => Ok(*caption.get_ref()),
            None => Ok(false),
        }
    }

    fn text(&self, field: &Spanned<WrittenField>) -> Result<String, Refused> {
        let wanted = *field.get_ref().say.get_ref() == What::Text;
        match &field.get_ref().text {
            Some(text) if wanted && (1..=200).contains(&text.get_ref().len()) => Ok(text.get_ref().clone()),
            Some(text) if wanted => self.refuse(text.span().start, "text", "write 1 to 200 characters"),
            Some(text) => {
                self.refuse(text.span().start, "text", "only a field that says \"text\" has words of its own")
            }
            None if wanted => self.refuse(field.span().start, "text", "is missing; write what the field says"),
            None => Ok(String::new()),
        }
    }

    fn height(&self, field: &Spanned<WrittenField>) -> Result<f32, Refused> {
        let wanted = *field.get_ref().say.get_ref() == What::Logo;
        match &field.get_ref().height {
            Some(height) if wanted => self.number(height, "height", 3.0..=60.0),
            Some(height) => self.refuse(height.span().start, "height", "only a logo has one; write `size`, in points"),
            None if wanted => {
                self.refuse(field.span().start, "height", "is missing; write the logo's height, in millimetres")
            }
            None => Ok(0.0),
        }
    }
}

impl From<WrittenLevel> for EcLevel {
    fn from(written: WrittenLevel) -> Self {
        match written {
            WrittenLevel::L => Self::L,
            WrittenLevel::M => Self::M,
            WrittenLevel::Q => Self::Q,
            WrittenLevel::H => Self::H,
        }
    }
}

impl From<WrittenInk> for Ink {
    fn from(written: WrittenInk) -> Self {
        match written {
            WrittenInk::Black => Self::Black,
            WrittenInk::Grey => Self::Grey,
            WrittenInk::Maroon => Self::Maroon,
        }
    }
}
