//! The results of a check for people.

use super::difference::difference;
use super::{End, Form, different};
use crate::library::Checked;
use crate::report::page::Layout;

/// Expectations that do not hold, each with what decided otherwise, and the count of those that do.
///
/// What is wrong with files that cannot be read is not written here: it is drawn on standard error.
pub struct Text {
    layout: Layout,
}

impl Text {
    /// On pages of this layout.
    #[must_use]
    pub fn new(layout: Layout) -> Self {
        Self { layout }
    }
}

impl Form for Text {
    fn file(&mut self, checked: &Checked) -> String {
        let written =
            different(checked).map(|one| difference(&one.source.name, one.case, one.verdict, one.wrong, self.layout));
        written.collect()
    }

    fn end(&mut self, end: &End) -> String {
        summary(end)
    }
}

/// "16 scenarios: 240 expectations hold, 0 differ."
#[must_use]
pub fn summary(end: &End) -> String {
    let tally = &end.tally;
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
    if end.left_out > 0 {
        text.push_str(&format!("; stopped: {} not looked at", count(end.left_out, "file")));
    }
    text.push_str(".\n");
    text
}
