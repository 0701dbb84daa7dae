//! How the tables of a rulebook name each other's rows.

use serde::{Deserialize, Serialize};

/// Makes an index type for one of the rulebook's tables.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The table index.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of a table index.
            #[must_use]
            pub fn of(index: usize) -> Self {
                Self(crate::source::clamp(index))
            }
        }
    };
}

id!(/// A test, by its place in [`super::Rulebook::tests`].
    TestId);
id!(/// A fact, by its place in [`super::Rulebook::facts`].
    FactId);
id!(/// A position, by its place in [`super::Rulebook::positions`].
    PositionId);
id!(/// A condition, by its place in [`super::Rulebook::conditions`].
    ConditionId);
id!(/// A source of law, by its place in [`super::Rulebook::authorities`].
    AuthorityId);
