//! Sources of law, and what is cited from them.

use super::AuthorityId;
use crate::rule::Verification;
use crate::term::Term;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// A source of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Authority {
    /// The word rules cite it by.
    pub key: Words,
    /// The full citation.
    pub title: Words,
    /// What a report prints.
    pub short: Words,
    /// Treaty, judgment, resolution …
    pub kind: Words,
    /// When it was made.
    pub date: Option<Words>,
    /// Whom it formally binds.
    pub binding: Option<Words>,
    /// Since when it binds, for a treaty.
    pub in_force: Term,
    /// Every pinpoint cited.
    pub pinpoints: Vec<Pinpoint>,
}

/// A pinpoint and how it was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Pinpoint {
    /// A paragraph number, or an article or page written out.
    pub name: Words,
    /// How far its text was seen.
    pub status: Verification,
    /// Where it was seen.
    pub seen: Option<Words>,
    /// What the verification does not cover.
    pub limit: Option<Words>,
}

/// A source with a pinpoint and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Citation {
    /// The source.
    pub authority: AuthorityId,
    /// Index into the source's pinpoints; the whole source, when absent.
    pub pinpoint: Option<u32>,
    /// The proposition, where one is given.
    pub holds: Words,
}
