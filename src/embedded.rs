//! The rulebook the program carries, resolved when it was built.

use crate::casebook::Casebook;
use crate::rulebook::{Examples, Rulebook};
use serde::Deserialize;
use thiserror::Error;

/// The program and its build script were made from different sources, so that what the one stored
/// the other cannot read. An empty rulebook in its place would call every fact unknown.
#[derive(Debug, Error)]
#[error("the program cannot read the rulebook it carries: `cargo clean --package lexcheck` and build it anew")]
pub struct MixedBuild(#[from] postcard::Error);

/// The version of the rulebook that the program carries.
pub const VERSION: &str = env!("LEXCHECK_RULEBOOK");

/// The rulebook of this version without its examples, which take as long to read as all the rest.
/// `build.rs` writes it from the same types; a test reads it back.
///
/// # Errors
/// If program and build script were made from different sources.
pub fn rulebook() -> Result<Rulebook, MixedBuild> {
    let rulebook: Rulebook = stored(include_bytes!(concat!(env!("OUT_DIR"), "/rulebook.postcard")))?;
    Ok(rulebook.with_names())
}

/// The whole rulebook.
///
/// # Errors
/// If program and build script were made from different sources.
pub fn rulebook_with_examples() -> Result<Rulebook, MixedBuild> {
    let examples: Examples = stored(include_bytes!(concat!(env!("OUT_DIR"), "/examples.postcard")))?;
    Ok(rulebook()?.with_examples(examples))
}

/// What the scenarios of this version expect of its tests.
///
/// # Errors
/// If program and build script were made from different sources.
pub fn casebook() -> Result<Casebook, MixedBuild> {
    stored(include_bytes!(concat!(env!("OUT_DIR"), "/casebook.postcard")))
}

fn stored<T: Deserialize<'static>>(bytes: &'static [u8]) -> Result<T, MixedBuild> {
    Ok(postcard::from_bytes(bytes)?)
}
