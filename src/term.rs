//! Since when and until when something holds: `un_charter since 1955-12-14`.

use crate::words::Words;
use serde::{Deserialize, Serialize};

/// A stretch of time: from the first day on, and no more on the last one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// The first day, as `2026-03-02`, `2026-03` or `2026`; always, when absent.
    pub since: Option<Words>,
    /// The day from which on it no longer holds.
    pub until: Option<Words>,
}

impl Term {
    /// Words, and the term at their end.
    #[must_use]
    pub fn split(words: &str) -> (&str, Self) {
        let mut term = Self::default();
        let mut rest = words.trim_end();
        while let Some((before, date)) = rest.rsplit_once(' ').filter(|(_, date)| is_date(date)) {
            if let Some(before) = before.strip_suffix(" since").filter(|_| term.since.is_none()) {
                term.since = Some(date.to_owned().into());
                rest = before;
            } else if let Some(before) = before.strip_suffix(" until").filter(|_| term.until.is_none()) {
                term.until = Some(date.to_owned().into());
                rest = before;
            } else {
                break;
            }
        }
        (rest, term)
    }

    /// Whether a day lies in it; a day that nobody knows does.
    #[must_use]
    pub fn holds(&self, day: Option<&str>) -> bool {
        // Dates so written compare as text; a month or year stands for its beginning.
        let begun = |since: &Words| day.is_none_or(|day| since.as_str() <= day);
        let lasts = |until: &Words| day.is_some_and(|day| day < until.as_str());
        self.since.as_ref().is_none_or(begun) && self.until.as_ref().is_none_or(lasts)
    }

    /// `since 1945-10-24 until 1950`, or nothing.
    #[must_use]
    pub fn words(&self) -> String {
        let since = self.since.as_ref().map(|since| format!("since {since}"));
        let until = self.until.as_ref().map(|until| format!("until {until}"));
        since.into_iter().chain(until).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a text is a year, a month or a day: `2026`, `2026-03`, `2026-03-02`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let widths = [4, 2, 2];
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let number = |index: usize| numbers.get(index).copied().unwrap_or(1);
    let (year, month, day) = (number(0), number(1), number(2));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    parts.len() <= 3
        && numbers.len() == parts.len()
        && parts.iter().zip(widths).all(|(part, width)| part.len() == width && digits(part))
        && (1..=12).contains(&month)
        && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_stands_at_the_end() {
        let term = |since: Option<&str>, until: Option<&str>| Term {
            since: since.map(|since| since.to_owned().into()),
            until: until.map(|until| until.to_owned().into()),
        };
        assert_eq!(Term::split("echr since 1998-09-11 until 2022"), ("echr", term(Some("1998-09-11"), Some("2022"))));
        assert_eq!(Term::split("United States until 2023"), ("United States", term(None, Some("2023"))));
        assert_eq!(Term::split("Ruys (2014)"), ("Ruys (2014)", Term::default()));
    }

    #[test]
    fn the_day_decides() {
        let (_, term) = Term::split("x since 1977-06-08 until 1980");
        assert!(!term.holds(Some("1977")) && term.holds(Some("1977-06-08")) && term.holds(Some("1979-12-31")));
        assert!(!term.holds(Some("1980")) && !term.holds(Some("1980-01-01")));
        assert!(!term.holds(None), "without a day it is the law of today");
    }
}
