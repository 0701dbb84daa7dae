//! Which rulebook: `1.2`. The first number rises when a rule changes its answer to a question
//! already asked, the second when rules or facts are added, the third when only words change.

use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// One to three numbers joined by dots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Version(Words);

impl Version {
    /// The version that a text is; none, where it is something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_number =
            |part: &str| part.len() <= 6 && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts = || text.split('.');
        (parts().count() <= 3 && parts().all(is_number)).then(|| Self(text.to_owned().into()))
    }

    /// As it was written.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.0
    }

    fn numbers(&self) -> impl Iterator<Item = u32> {
        self.0.split('.').map(|part| part.parse().unwrap_or(0))
    }

    /// Where this one stands to another, as exactly as this one is written: `1` is equal to `1.4.2`, and
    /// `1.5` greater. What the other leaves unsaid is 0.
    #[must_use]
    pub fn against(&self, other: &Self) -> Ordering {
        let mut others = other.numbers();
        let differs = self.numbers().map(|own| own.cmp(&others.next().unwrap_or(0))).find(|order| order.is_ne());
        differs.unwrap_or(Ordering::Equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_one_to_three_numbers() {
        for text in ["0", "1.0", "0.1.0", "12.3.45"] {
            assert_eq!(Version::read(text).unwrap().words().as_str(), text);
        }
        for text in ["", "v1", "1.", ".1", "1..2", "1.2.3.4", "1.x", "-1", "1 ", "99999999999"] {
            assert_eq!(Version::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_pin_is_compared_as_far_as_it_is_written() {
        let against = |pin: &str, version: &str| Version::read(pin).unwrap().against(&Version::read(version).unwrap());
        for (pin, version) in [("1", "1.4.2"), ("1.4", "1.4.2"), ("1.4.2", "1.4.2"), ("1.0.0", "1"), ("01", "1.2")] {
            assert_eq!(against(pin, version), Ordering::Equal, "{pin} for {version}");
        }
        for (pin, version) in [("2", "1.9.9"), ("1.10", "1.9"), ("1.4.1", "1.4")] {
            assert_eq!(against(pin, version), Ordering::Greater, "{pin} for {version}");
        }
        for (pin, version) in [("0.9", "1"), ("1.3", "1.4.2"), ("1.4.1", "1.4.2")] {
            assert_eq!(against(pin, version), Ordering::Less, "{pin} for {version}");
        }
    }
}
