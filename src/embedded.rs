//! The rulebook the program carries, resolved when it was built.

use crate::casebook::Casebook;
use crate::rulebook::{Examples, Rulebook};

/// The rulebook of this version without its examples, which take as long to read as all the rest.
/// `build.rs` writes it from the same types; a test reads it back.
#[must_use]
pub fn rulebook() -> Rulebook {
    let stored: Result<Rulebook, _> =
        postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/rulebook.postcard")));
    stored.unwrap_or_default().with_names()
}

/// The whole rulebook.
#[must_use]
pub fn rulebook_with_examples() -> Rulebook {
    let stored: Result<Examples, _> =
        postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/examples.postcard")));
    rulebook().with_examples(stored.unwrap_or_default())
}

/// What the scenarios of this version expect of its tests.
#[must_use]
pub fn casebook() -> Casebook {
    let stored: Result<Casebook, _> =
        postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/casebook.postcard")));
    stored.unwrap_or_default()
}
