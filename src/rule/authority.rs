//! Sources of law as the register writes them, and what rules cite from them.

use crate::fields::Text;

/// A source of law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The word rules cite it by.
    pub key: Text,
    /// The full citation.
    pub title: Text,
    /// What a report prints.
    pub short: Option<Text>,
    /// Treaty, judgment, resolution …
    pub kind: Text,
    /// When it was made.
    pub date: Option<Text>,
    /// Whom it formally binds.
    pub binding: Option<Text>,
    /// Since when it binds, for a treaty.
    pub in_force: Option<Text>,
    /// Every pinpoint cited, with how it was verified.
    pub pinpoints: Vec<Pinpoint>,
}

/// A pinpoint and how it was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinpoint {
    /// A paragraph number, or an article or page written out.
    pub name: Text,
    /// How far its text was seen.
    pub status: Verification,
    /// Where it was seen.
    pub seen: Option<Text>,
    /// What the verification does not cover.
    pub limit: Option<Text>,
}

/// How a pinpoint was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// The text, or a page reproducing it, was seen.
    Verified,
    /// Part of it was seen: a title, the holding without its number, a second hand.
    VerifiedInPart,
    /// Cited from memory.
    FromKnowledge,
}

impl Verification {
    pub(crate) const ALL: [Self; 3] = [Self::Verified, Self::VerifiedInPart, Self::FromKnowledge];

    /// The word the register uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedInPart => "verified_in_part",
            Self::FromKnowledge => "from_knowledge",
        }
    }

    /// The same in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedInPart => "verified in part",
            Self::FromKnowledge => "from knowledge",
        }
    }
}

/// A source with a pinpoint and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// `nicaragua 191`
    pub cite: Text,
    /// The proposition, in our words.
    pub holds: Text,
}
