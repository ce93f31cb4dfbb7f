//! Numbers of the register. Two kinds of number cannot be mixed up, because they are two types.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl $name {
            /// Of a thing that the register has not numbered yet. No row has this number.
            pub const UNNUMBERED: Self = Self(0);

            /// The number as a signed code states it.
            pub fn claim(self) -> u64 {
                self.0.unsigned_abs()
            }

            /// The number that a signed code states; `None` when no register could have given it out.
            pub fn from_claim(number: u64) -> Option<Self> {
                i64::try_from(number).ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A producer's number in the register.
    ProducerId
);
id!(
    /// A product's number in the register.
    ProductId
);
id!(
    /// A sentra's number in the register.
    SentraId
);
id!(
    /// A batch's number in the register.
    BatchId
);
