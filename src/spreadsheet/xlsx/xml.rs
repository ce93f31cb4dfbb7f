//! A part's XML, event by event. A document type is damage: with one, entities could be declared that unfold without end.
use std::io::Cursor;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use crate::spreadsheet::Refusal;

pub(super) struct Xml {
    reader: quick_xml::Reader<Cursor<Vec<u8>>>,
    buffer: Vec<u8>,
}

/// What comes next.
pub(super) enum Step<'x> {
    /// An element begins; an empty one ends in the next step.
    Open(BytesStart<'x>),
    /// The element of this local name ends.
    Close(String),
    Text(String),
    /// The part ends.
    End,
}

impl Xml {
    pub(super) fn new(part: Vec<u8>) -> Xml {
        let mut reader = quick_xml::Reader::from_reader(Cursor::new(part));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new() }
    }

    pub(super) fn next(&mut self) -> Result<Step<'_>, Refusal> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|_| Refusal::Damaged)?;
            let step = match event {
                Event::Start(start) | Event::Empty(start) => Step::Open(start.into_owned()),
                Event::End(end) => Step::Close(end.local_name().as_ref().to_owned()),
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => {
                    let letter = name.resolve_char_ref().map_err(|_| Refusal::Damaged)?.map(String::from);
                    let entity = || resolve_xml_entity(&name).map(str::to_owned);
                    Step::Text(letter.or_else(entity).ok_or(Refusal::Damaged)?)
                }
                Event::DocType(_) => return Err(Refusal::Damaged),
                Event::Eof => Step::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(step);
        }
    }

    /// The text inside the element that was just opened: all of it, or only that of elements `t` which is not a reading aid
    /// (`rPh`).
    pub(super) fn text_until(&mut self, end: &str, only_t: bool) -> Result<String, Refusal> {
        let (mut text, mut in_t, mut aside) = (String::new(), !only_t, 0_u32);
        loop {
            match self.next()? {
                Step::Text(more) if in_t && aside == 0 => text.push_str(&more),
                Step::Text(_) => {}
                Step::Open(start) => match start.local_name().as_ref() {
                    "rPh" => aside += 1,
                    "t" => in_t = true,
                    _ => {}
                },
                Step::Close(name) if name == end => return Ok(text),
                Step::Close(name) => match name.as_str() {
                    "rPh" => aside = aside.saturating_sub(1),
                    "t" => in_t = !only_t,
                    _ => {}
                },
                Step::End => return Err(Refusal::Damaged),
            }
        }
    }
}

/// An attribute by its local name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Refusal::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
