//! The rulebook the program carries, resolved when it was built.

use crate::rulebook::Rulebook;

/// The rulebook of this version. `build.rs` writes it from the same types; a test reads it back.
#[must_use]
pub fn rulebook() -> Rulebook {
    let stored: Result<Rulebook, _> =
        postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/rulebook.postcard")));
    stored.unwrap_or_default().with_names()
}
