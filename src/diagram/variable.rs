//! Open questions in the order in which diagrams take them up.

use crate::rulebook::Rank;
use std::cmp::Reverse;

/// A variable: an open question. Diagrams test variables in this order, and the order decides
/// their size: the same question about two operations is two neighbours.
///
/// Rank, whose and reading are packed into one number, because comparing variables is what
/// diagrams do all day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(u64);

impl Variable {
    const WHOSE_BITS: u32 = 23;
    const PLACE_BITS: u32 = 20;
    const TEST_BITS: u32 = 20;

    /// A question by its rank, of whom it is asked, and whether it is the choice of a reading.
    #[must_use]
    pub fn new(rank: Rank, whose: u32, reading: bool) -> Self {
        let clip = |number: u32, bits: u32| u64::from(number.min((1 << bits) - 1));
        let test = clip(u32::MAX, Self::TEST_BITS) - clip(rank.test.0, Self::TEST_BITS);
        let place = test << Self::PLACE_BITS | clip(rank.place, Self::PLACE_BITS);
        Self((place << Self::WHOSE_BITS | clip(whose, Self::WHOSE_BITS)) << 1 | u64::from(reading))
    }

    /// One of those that stand for what cannot be followed; they come before all others.
    #[must_use]
    pub fn beyond(number: usize) -> Self {
        Self::new(Rank { test: Reverse(u32::MAX), place: crate::source::clamp(number) }, 0, false)
    }

    /// Whether it is the choice of a reading, and not a fact.
    #[must_use]
    pub fn is_reading(self) -> bool {
        self.0 & 1 == 1
    }

    /// A key that puts questions in the order in which the tests ask them.
    #[must_use]
    pub fn asked(self) -> u64 {
        let bits = Self::PLACE_BITS + Self::WHOSE_BITS + 1;
        self.0 ^ (((1 << Self::TEST_BITS) - 1) << bits)
    }
}
