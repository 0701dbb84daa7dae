//! What checking a library came to, in the forms people and programs read.
//!
//! Each form is a [`Form`]: it is shown every file in order and then the count,
//! and gives the text to write. So a library of any size can be streamed.

pub mod difference;
mod fingerprint;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
mod place;
pub mod record;
pub mod sarif;
pub mod text;

use crate::library::{Checked, Compared, Tally, Verdict, Wrong};
use crate::report::page::{Layout, Page};
use crate::source::Source;

/// A form in which the results of a check are written.
pub trait Form {
    /// What comes before all files.
    fn begin(&mut self) -> String {
        String::new()
    }

    /// What is written of a file.
    fn file(&mut self, checked: &Checked) -> String;

    /// What comes after all files.
    fn end(&mut self, end: &End) -> String;
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct End {
    /// What was counted.
    pub tally: Tally,
    /// How many files were left out because the check was stopped, by its reader or at the first difference.
    pub left_out: usize,
}

/// Sentences: what is read in a log or beside a line has no columns.
const SENTENCES: Layout = Layout { width: 80, colour: false, plain: true };

/// An expectation that does not hold.
#[derive(Clone, Copy)]
struct Different<'c> {
    source: &'c Source,
    case: Option<&'c str>,
    verdict: &'c Verdict,
    wrong: &'c Wrong,
}

/// The expectations of a file that do not hold.
fn different(checked: &Checked) -> impl Iterator<Item = Different<'_>> {
    checked.scenarios.iter().flatten().flat_map(|scenario| {
        scenario.verdicts.iter().filter_map(|verdict| Different::of(&checked.source, scenario, verdict))
    })
}

impl<'c> Different<'c> {
    fn of(source: &'c Source, scenario: &'c Compared, verdict: &'c Verdict) -> Option<Self> {
        let wrong = verdict.wrong.as_ref()?;
        Some(Self { source, case: scenario.case.as_deref(), verdict, wrong })
    }

    /// `last_resort · strike · force.defence.necessity`
    fn title(&self) -> String {
        difference::title(self.case, self.verdict)
    }

    /// What differs, on one line.
    fn message(&self) -> String {
        difference::message(self.verdict, self.wrong)
    }

    /// What differs and why, and how to see more.
    fn details(&self) -> String {
        let mut page = Page::new(SENTENCES);
        difference::explain(&mut page, &self.source.name, self.case, self.verdict, self.wrong);
        let text = page.finish();
        let lines: Vec<&str> = text.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        lines.join("\n")
    }

    /// The same after a line that says where it stands.
    fn whole(&self) -> String {
        let Self { source, case, verdict, wrong } = self;
        difference::difference(&source.name, *case, verdict, wrong, SENTENCES).trim_end().to_owned()
    }
}
