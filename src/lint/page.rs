//! What there is to say of each lint: one page, printed by `lexcheck lint --explain`.

use super::{allow, expectations, facts, promises, readings, sources, story};
use crate::problem::nearest;
use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of taste: told only where hints are asked for.
    Hint,
    /// Unwise: it fails only where `--strict` is asked for.
    Advice,
    /// Certainly not what was meant.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Advice => "advice",
            Self::Error => "error",
        }
    }
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// `L101`
    pub code: &'static str,
    /// `idle-fact`
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is found, in a phrase.
    pub finds: &'static str,
    /// Why it is unwise.
    pub why: &'static str,
    /// What to do about it.
    pub instead: &'static str,
}

/// All pages, in the order of their codes.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    let all: [&'static [Page]; 7] = [
        &facts::PAGES,
        &promises::PAGES,
        &sources::PAGES,
        &expectations::PAGES,
        &story::PAGES,
        &readings::PAGES,
        &allow::PAGES,
    ];
    all.into_iter().flatten()
}

/// The page of a code or a name, in capitals or not.
///
/// # Errors
///
/// The nearest code or name, if one is near.
pub fn page(word: &str) -> Result<&'static Page, Option<String>> {
    let is = |page: &&Page| page.code.eq_ignore_ascii_case(word) || page.name.eq_ignore_ascii_case(word);
    pages().find(is).ok_or_else(|| nearest(word, pages().flat_map(|page| [page.code, page.name])))
}
