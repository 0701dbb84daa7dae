//! Expectations that do not hold, and the count of those that do.

use super::page::{Layout, Page};
use super::text::write_why;
use crate::library::{Difference, Tally};

/// An expectation that does not hold, with what decided otherwise.
#[must_use]
pub fn difference(file: &str, difference: &Difference, layout: Layout) -> String {
    let mut page = Page::new(layout);
    let line = difference.expected.place.span.line;
    page.heading(0, &format!("{file}:{line}: {} · {}", difference.operation, difference.finding.test), "");
    let holding = difference.expected.holding.as_ref().map_or_else(String::new, |holding| format!(" ({holding})"));
    page.labelled(2, "expected", &format!("{}{holding}", difference.expected.outcome.name()));
    page.labelled(2, "got", difference.finding.outcome.name());
    write_why(&mut page, 4, &difference.finding, file);
    page.gap();
    page.finish()
}

/// "16 scenarios: 240 expectations hold, 0 differ."
#[must_use]
pub fn summary(tally: &Tally) -> String {
    let count = |number: usize, one: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
    };
    let verb = |number: usize, verb: &str| if number == 1 { format!("{verb}s") } else { verb.to_owned() };
    let mut text = format!(
        "{}: {} {}, {} {}",
        count(tally.scenarios, "scenario"),
        count(tally.held, "expectation"),
        verb(tally.held, "hold"),
        tally.different,
        verb(tally.different, "differ")
    );
    if tally.silent > 0 {
        text.push_str(&format!("; {} with no expectation", count(tally.silent, "scenario")));
    }
    if tally.unreadable > 0 {
        text.push_str(&format!("; {} could not be read", count(tally.unreadable, "file")));
    }
    text.push_str(".\n");
    text
}
