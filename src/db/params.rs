/// One value bound to a statement. `None` keeps its type, because PostgreSQL wants to know it.
#[derive(Debug, Clone)]
pub enum Param {
    /// A 64-bit integer: ids, counts, days, Unix milliseconds.
    Int(Option<i64>),
    /// A real number: coordinates.
    Real(Option<f64>),
    /// Text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// True or false.
    Bool(Option<bool>),
}

macro_rules! from {
    ($($kind:ty => $variant:ident),* $(,)?) => {$(
        impl From<$kind> for Param {
            fn from(value: $kind) -> Self { Param::$variant(Some(value.into())) }
        }
        impl From<Option<$kind>> for Param {
            fn from(value: Option<$kind>) -> Self { Param::$variant(value.map(Into::into)) }
        }
    )*};
}

from! {
    i64 => Int,
    u32 => Int,
    f64 => Real,
    &str => Text,
    String => Text,
    Vec<u8> => Bytes,
    &[u8] => Bytes,
    bool => Bool,
}

/// `params![a, b]`: the values of `$1`, `$2` … of a statement.
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Param::from($value)),*] };
}
pub(crate) use params;
