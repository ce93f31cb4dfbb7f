//! What PDF files are made of (ISO 32000-1, section 7.3).
use std::collections::BTreeMap;

/// Keys and what they hold.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// One object. Streams stand beside their dictionary, in [`File`](super::file::File).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Ref(u32),
}

impl Object {
    pub(super) fn name(name: &str) -> Object {
        Object::Name(name.as_bytes().to_vec())
    }

    /// The whole number that it is.
    pub(super) fn whole(&self) -> Option<usize> {
        match self {
            // Any number that a file of 5 MB can mean is exact in a float.
            Object::Number(number) if number.fract() == 0.0 && (0.0..4e9).contains(number) => Some(*number as usize),
            _ => None,
        }
    }

    /// Whether it is this name.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self, Object::Name(own) if own == name.as_bytes())
    }

    /// Writes it as a file has it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Object::Null => out.extend(b"null"),
            Object::Bool(yes) => out.extend(if *yes { &b"true"[..] } else { b"false" }),
            Object::Number(number) => out.extend(number.to_string().bytes()),
            Object::Name(name) => write_name(name, out),
            Object::Text(text) => {
                out.push(b'<');
                out.extend(text.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()));
                out.push(b'>');
            }
            Object::Array(items) => {
                out.push(b'[');
                for item in items {
                    item.write(out);
                    out.push(b' ');
                }
                out.push(b']');
            }
            Object::Dict(dict) => write_dict(dict, out),
            Object::Ref(number) => out.extend(format!("{number} 0 R").bytes()),
        }
    }
}

pub(super) fn write_dict(dict: &Dict, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in dict {
        write_name(key, out);
        out.push(b' ');
        value.write(out);
    }
    out.extend(b">>");
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'.' | b',') {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02x}").bytes());
        }
    }
}
