//! Enumerations in JSON: a value is written as its name and read by looking the name up. Owns:
//! [`by_name`]. Does not know: which enumerations there are.
//!
//! What serde derives for an enumeration reads names in four ways, of which JSON needs one, and all
//! four would be in what browsers load.

/// Implements `Serialize` and `Deserialize` for an enumeration: `$name` is the name of a value, and
/// `$find` the value of a name, if it is one.
macro_rules! by_name {
    ($type:ty, $name:expr, $find:expr) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str($name(*self))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = <String as ::serde::Deserialize>::deserialize(from)?;
                $find(name.as_str()).ok_or_else(|| ::serde::de::Error::custom("an unknown name"))
            }
        }
    };
}

pub(crate) use by_name;
