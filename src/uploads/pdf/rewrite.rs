//! The new file: pages, and what drawing them needs.
use std::collections::{HashMap, HashSet, VecDeque};

use super::file::File;
use super::object::{Dict, Object, write_dict};
use super::{MOST_NEW, filter, jpeg, pages, stamp};
use crate::uploads::Refused;

/// Arrays and dictionaries within each other, of what was read.
const DEEPEST: usize = 48;
/// Bytes that all streams may unpack to.
const MOST_UNPACKED: usize = 160 * 1024 * 1024;
/// Objects of the new file.
const MOST_OBJECTS: u32 = 50_000;

/// Keys that drawing needs, of all kinds of dictionary. What is not among them is left behind.
const KEYS: &str = "Type Subtype Resources ExtGState ColorSpace Pattern Shading XObject Font BBox Matrix Group S I K CS \
    Width Height BitsPerComponent BitsPerCoordinate BitsPerFlag BitsPerSample ImageMask Mask SMask Decode Interpolate Intent \
    Matte Filter DecodeParms Predictor Colors Columns Rows EndOfLine EncodedByteAlign EndOfBlock BlackIs1 EarlyChange \
    ColorTransform JBIG2Globals FormType BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode \
    DescendantFonts Name FontBBox FontMatrix CharProcs CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap \
    WMode UseCMap CMapName BaseEncoding Differences FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent \
    Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet \
    Length1 Length2 Length3 N LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK G BC \
    FunctionType Domain Range Functions Function Bounds Encode C0 C1 Size Order PatternType PaintType TilingType XStep \
    YStep ShadingType Background AntiAlias Coords Extend VerticesPerRow WhitePoint BlackPoint Gamma Alternate Colorants";
/// Keys whose dictionary has names of its own for keys.
const NAMED: &str = "ExtGState ColorSpace Pattern Shading XObject Font CharProcs Colorants";

/// Writes a file anew.
pub(super) fn rewrite(file: &File) -> Result<Vec<u8>, Refused> {
    let mut new = New {
        file,
        keys: KEYS.split_whitespace().map(str::as_bytes).collect(),
        named: NAMED.split_whitespace().map(str::as_bytes).collect(),
        numbers: HashMap::new(),
        waiting: VecDeque::new(),
        bodies: vec![Vec::new(), Vec::new()],
        unpacked: MOST_UNPACKED,
        room: MOST_NEW,
    };
    let mut kids = Vec::new();
    for page in pages::of(file)? {
        kids.push(new.page(&page)?);
    }
    while let Some((number, from, names)) = new.waiting.pop_front() {
        new.bodies[number as usize - 1] = new.body(from, names)?;
    }
    Ok(new.finish(&kids))
}

/// The new file, while it grows. Objects 1 and 2 are its root and the list of its pages.
pub(super) struct New<'f, 'a> {
    file: &'f File<'a>,
    keys: HashSet<&'static [u8]>,
    named: HashSet<&'static [u8]>,
    /// New numbers by old ones, and whether the object's keys are names of its own.
    numbers: HashMap<(u32, bool), u32>,
    waiting: VecDeque<(u32, u32, bool)>,
    bodies: Vec<Vec<u8>>,
    unpacked: usize,
    /// Bytes that the new file may still take.
    room: usize,
}

impl New<'_, '_> {
    /// Pays for something that is written. What is small in a file and referred to a million times is not small any more.
    fn pay(&mut self, bytes: usize) -> Result<(), Refused> {
        self.room = self.room.checked_sub(bytes).ok_or(Refused::TooLarge)?;
        Ok(())
    }

    fn page(&mut self, page: &Dict) -> Result<Object, Refused> {
        let file = self.file;
        let mut new = Dict::from([(b"Type".to_vec(), Object::name("Page")), (b"Parent".to_vec(), Object::Ref(2))]);
        for key in ["MediaBox", "CropBox", "Rotate"] {
            if let value @ (Object::Array(_) | Object::Number(_)) = file.get(page, key) {
                new.insert(key.as_bytes().to_vec(), self.copied(value, false, DEEPEST)?);
            }
        }
        let mut resources = file.dict(file.get(page, "Resources")).cloned().unwrap_or_default();
        // In place, so that stamps can stand beside the page's own drawings.
        let forms = file.dict(file.get(&resources, "XObject")).cloned().unwrap_or_default();
        resources.insert(b"XObject".to_vec(), Object::Dict(forms));
        let Object::Dict(mut resources) = self.copied(&Object::Dict(resources), false, DEEPEST)? else {
            return Err(Refused::Damaged);
        };
        let mut contents = self.contents(page)?;
        let stamps = stamp::of(file, page);
        if !stamps.is_empty() {
            let (after, forms) = stamp::after(&stamps);
            contents.insert(0, self.add(stream(&Dict::new(), stamp::BEFORE))?);
            contents.push(self.add(stream(&Dict::new(), &after))?);
            let Some(Object::Dict(mut all)) = resources.remove(&b"XObject"[..]) else { return Err(Refused::Damaged) };
            for (name, number) in forms {
                all.insert(name, self.referred(number, false)?);
            }
            resources.insert(b"XObject".to_vec(), Object::Dict(all));
        }
        new.insert(b"Resources".to_vec(), Object::Dict(resources));
        new.insert(b"Contents".to_vec(), Object::Array(contents));
        let mut body = Vec::new();
        write_dict(&new, &mut body);
        self.add(body)
    }

    fn contents(&mut self, page: &Dict) -> Result<Vec<Object>, Refused> {
        let listed = match self.file.get(page, "Contents") {
            Object::Array(parts) => parts.clone(),
            _ => page.get(&b"Contents"[..]).cloned().into_iter().collect(),
        };
        let streams = listed.into_iter().filter_map(|part| match part {
            Object::Ref(number) => self.file.stream_of(number).map(|_| number),
            _ => None,
        });
        streams.collect::<Vec<_>>().into_iter().map(|number| self.referred(number, false)).collect()
    }

    fn add(&mut self, body: Vec<u8>) -> Result<Object, Refused> {
        self.bodies.push(body);
        u32::try_from(self.bodies.len())
            .ok()
            .filter(|number| *number <= MOST_OBJECTS)
            .map(Object::Ref)
            .ok_or(Refused::Unclear("too many parts"))
    }

    /// A reference to the copy of an object, which is made later.
    fn referred(&mut self, from: u32, names: bool) -> Result<Object, Refused> {
        self.pay(8)?;
        if let Some(number) = self.numbers.get(&(from, names)) {
            return Ok(Object::Ref(*number));
        }
        let new = self.add(Vec::new())?;
        if let Object::Ref(number) = new {
            self.numbers.insert((from, names), number);
            self.waiting.push_back((number, from, names));
        }
        Ok(new)
    }

    /// A copy of an object that holds only what drawing needs.
    fn copied(&mut self, object: &Object, names: bool, depth: usize) -> Result<Object, Refused> {
        let depth = depth.checked_sub(1).ok_or(Refused::Unclear("too many parts within each other"))?;
        Ok(match object {
            // A profile of colours is text and tables of somebody; its number of colours is enough to see a certificate.
            Object::Array(items) if items.first().is_some_and(|kind| kind.is("ICCBased")) => {
                let profile = items.get(1).and_then(|profile| self.file.dict(profile));
                match profile.and_then(|dict| self.file.get(dict, "N").whole()) {
                    Some(1) => Object::name("DeviceGray"),
                    Some(4) => Object::name("DeviceCMYK"),
                    _ => Object::name("DeviceRGB"),
                }
            }
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.copied(item, false, depth)).collect::<Result<_, _>>()?)
            }
            Object::Dict(dict) => Object::Dict(self.copied_dict(dict, names, depth)?),
            Object::Ref(number) => match self.file.resolve(object) {
                Object::Array(_) | Object::Dict(_) => self.referred(*number, names)?,
                plain => self.paid(plain)?,
            },
            plain => self.paid(plain)?,
        })
    }

    /// A copy of what holds no other objects.
    fn paid(&mut self, plain: &Object) -> Result<Object, Refused> {
        match plain {
            // Written as two digits a byte.
            Object::Text(text) | Object::Name(text) => self.pay(2 * text.len() + 2)?,
            _ => self.pay(4)?,
        }
        Ok(plain.clone())
    }

    fn copied_dict(&mut self, dict: &Dict, names: bool, depth: usize) -> Result<Dict, Refused> {
        let mut new = Dict::new();
        for (key, value) in dict {
            let is_wanted = if names {
                matches!(value, Object::Ref(_) | Object::Dict(_) | Object::Array(_) | Object::Name(_))
            } else {
                self.keys.contains(key.as_slice())
            };
            if is_wanted {
                self.pay(key.len() + 2)?;
                let named = !names && self.named.contains(key.as_slice());
                new.insert(key.clone(), self.copied(value, named, depth)?);
            }
        }
        Ok(new)
    }

    /// The copy of the object with an old number.
    fn body(&mut self, from: u32, names: bool) -> Result<Vec<u8>, Refused> {
        let object = self.file.resolve(&Object::Ref(from)).clone();
        let (Object::Dict(dict), Some(bytes)) = (&object, self.file.stream_of(from)) else {
            let mut body = Vec::new();
            self.copied(&object, names, DEEPEST)?.write(&mut body);
            return Ok(body);
        };
        let is = |key: &str, names: &[&str]| names.iter().any(|name| self.file.get(dict, key).is(name));
        if is("Type", &["Metadata", "EmbeddedFile", "Filespec"]) || is("Subtype", &["XML"]) {
            // Nothing that draws leads here; a damaged file may.
            return Ok(b"null".to_vec());
        }
        if is("Subtype", &["PS"]) {
            return Err(Refused::Unclear("a program in PostScript"));
        }
        let mut new = self.copied_dict(dict, false, DEEPEST)?;
        let bytes = self.checked(dict, bytes, &mut new)?;
        self.pay(bytes.len())?;
        Ok(stream(&new, &bytes))
    }

    /// The bytes of a stream, looked into as far as metadata can hide there.
    fn checked(&mut self, dict: &Dict, bytes: &[u8], new: &mut Dict) -> Result<Vec<u8>, Refused> {
        let filters = filter::filters(self.file, dict)?;
        let is_picture = self.file.get(dict, "Subtype").is("Image");
        let mut plain = bytes.to_vec();
        for name in &filters {
            match name.as_slice() {
                b"DCTDecode" => {
                    // Whatever was around it is taken off, with its parameters.
                    new.remove(&b"DecodeParms"[..]);
                    new.insert(b"Filter".to_vec(), Object::name("DCTDecode"));
                    return jpeg::bare(&plain);
                }
                b"CCITTFaxDecode" | b"JBIG2Decode" if is_picture && filters.len() == 1 => return Ok(plain),
                name => plain = filter::undo(name, &plain, self.unpacked)?,
            }
            self.unpacked = self.unpacked.saturating_sub(plain.len());
        }
        let hides = |word: &[u8]| plain.windows(word.len()).any(|part| part == word);
        if (!is_picture && hides(b"/DCT")) || plain.starts_with(&[0xff, 0xd8, 0xff]) {
            return Err(Refused::Unclear("a picture inside a drawing"));
        }
        Ok(bytes.to_vec())
    }

    /// The whole file: head, objects, the list of their places, trailer (section 7.5).
    fn finish(mut self, pages: &[Object]) -> Vec<u8> {
        self.bodies[0] = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
        let list = Dict::from([
            (b"Type".to_vec(), Object::name("Pages")),
            (b"Kids".to_vec(), Object::Array(pages.to_vec())),
            (b"Count".to_vec(), Object::Number(pages.len() as f64)),
        ]);
        write_dict(&list, &mut self.bodies[1]);
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut places = Vec::new();
        for (body, number) in self.bodies.iter().zip(1..) {
            places.push(out.len());
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend_from_slice(body);
            out.extend(b"\nendobj\n");
        }
        let (start, size) = (out.len(), places.len() + 1);
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        out.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
        out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
        out
    }
}

fn stream(dict: &Dict, bytes: &[u8]) -> Vec<u8> {
    let mut dict = dict.clone();
    dict.insert(b"Length".to_vec(), Object::Number(bytes.len() as f64));
    let mut body = Vec::with_capacity(bytes.len() + 200);
    write_dict(&dict, &mut body);
    body.extend(b"\nstream\n");
    body.extend_from_slice(bytes);
    body.extend(b"\nendstream");
    body
}
