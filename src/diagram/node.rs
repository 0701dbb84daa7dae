//! A node: a constant, or the place of one that is none.

/// A function of the open questions; constants come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(super) u32);

impl Node {
    /// Always false.
    pub const FALSE: Self = Self(0);
    /// Always true.
    pub const TRUE: Self = Self(1);

    /// The outcome is that the test does not apply, as a set of outcomes.
    pub const IDLE: Self = Self(NOT_APPLICABLE as u32);

    /// Any outcome is possible.
    pub const ANYTHING: Self = Self((NOT_APPLICABLE | NOT_MET | MET) as u32);

    /// How many constants there are: truth values, and sets of three outcomes as bits.
    pub(super) const CONSTANTS: u32 = 8;

    /// A truth value as a node.
    #[must_use]
    pub fn constant(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// The truth value, unless it is open.
    #[must_use]
    pub fn truth(self) -> Option<bool> {
        match self {
            Self::FALSE => Some(false),
            Self::TRUE => Some(true),
            _ => None,
        }
    }

    /// A set of outcomes as a node.
    #[must_use]
    pub fn set(bits: u8) -> Self {
        Self(u32::from(bits))
    }

    /// The set of outcomes, of a node that is a constant one.
    pub(super) fn bits(self) -> Option<u8> {
        u8::try_from(self.0).ok().filter(|bits| u32::from(*bits) < Self::CONSTANTS)
    }

    pub(super) fn is_constant(self) -> bool {
        self.0 < Self::CONSTANTS
    }

    /// The node that is no constant and is kept there.
    pub(super) fn at(index: usize) -> Self {
        Self(crate::source::clamp(index) + Self::CONSTANTS)
    }

    /// Where a node that is no constant is kept.
    pub(super) fn index(self) -> usize {
        (self.0 - Self::CONSTANTS) as usize
    }
}

/// Outcomes as bits of a constant.
pub const NOT_APPLICABLE: u8 = 1;
/// See [`NOT_APPLICABLE`].
pub const NOT_MET: u8 = 2;
/// See [`NOT_APPLICABLE`].
pub const MET: u8 = 4;
