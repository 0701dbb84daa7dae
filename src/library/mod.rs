//! Many scenarios: what their authors expect, held against what is found.
//!
//! [`check`] takes one file from its text to its verdicts and knows of no other;
//! everything that is said about a library is a fold over what it gives.

pub mod coverage;
mod read;
mod verdict;

pub use read::{Loaded, Variant, load, of_tree};
pub use verdict::{Verdict, Wrong};

use crate::diagnostic::Diagnostic;
use crate::evaluate::{Assessment, evaluate};
use crate::facts::Settings;
use crate::rulebook::Rulebook;
use crate::source::Source;

/// What checking one file came to.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file.
    pub source: Source,
    /// One for each scenario of the file: the story as it stands, and each variation of it; or what
    /// is wrong with the file.
    pub scenarios: Result<Vec<Compared>, Vec<Diagnostic>>,
}

/// A scenario held against its expectations.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The variation; none for the story as it stands.
    pub case: Option<String>,
    /// Its title.
    pub title: String,
    /// One for each expectation that was asked for.
    pub verdicts: Vec<Verdict>,
    /// Its author expects nothing.
    pub silent: bool,
    /// It was written for another rulebook.
    pub other_rulebook: Option<Diagnostic>,
}

/// Which expectations are compared.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those in whose names one of these occurs; all, when empty. The name is
    /// `file::case::operation::test`, without `case::` for the story as it stands.
    pub names: Vec<String>,
}

impl Filter {
    fn wants(&self, file: &str, case: Option<&str>, operation: &str, test: &str) -> bool {
        self.names.is_empty() || {
            let name = name(file, case, operation, test);
            self.names.iter().any(|part| name.contains(part.as_str()))
        }
    }
}

/// What an expectation is called: `file::case::operation::test`.
#[must_use]
pub fn name(file: &str, case: Option<&str>, operation: &str, test: &str) -> String {
    let case = case.map_or_else(String::new, |case| format!("{case}::"));
    format!("{file}::{case}{operation}::{test}")
}

/// Compares what a file expects with what is found.
#[must_use]
pub fn check(source: Source, rulebook: &Rulebook, settings: &Settings, filter: &Filter) -> Checked {
    let mut nothing = |_: &mut Assessment<'_>, _: &Compared| {};
    check_and_look(source, rulebook, settings, filter, &mut nothing)
}

/// The same, and shows each scenario's assessment with what comparing its expectations came to.
pub fn check_and_look(
    source: Source,
    rulebook: &Rulebook,
    settings: &Settings,
    filter: &Filter,
    look: &mut dyn FnMut(&mut Assessment<'_>, &Compared),
) -> Checked {
    let scenarios = load(&source, rulebook, settings).map(|loaded| {
        let variants = loaded.variants();
        variants.map(|variant| compare(&source.name, &variant, rulebook, filter, look)).collect()
    });
    Checked { source, scenarios }
}

fn compare(
    file: &str,
    variant: &Variant<'_>,
    rulebook: &Rulebook,
    filter: &Filter,
    look: &mut dyn FnMut(&mut Assessment<'_>, &Compared),
) -> Compared {
    let mut assessment = evaluate(rulebook, variant.case);
    let mut verdicts = Vec::new();
    for (index, operation) in variant.case.operations.iter().enumerate() {
        for expected in &operation.expect {
            let test = &rulebook.test(expected.test).id;
            if filter.wants(file, variant.name, &operation.key, test) {
                verdicts.push(Verdict::of(&mut assessment, index, expected));
            }
        }
    }
    let compared = Compared {
        case: variant.name.map(str::to_owned),
        title: variant.scenario.title.text.clone(),
        verdicts,
        silent: variant.case.operations.iter().all(|operation| operation.expect.is_empty()),
        other_rulebook: variant.case.other_rulebook.clone(),
    };
    look(&mut assessment, &compared);
    compared
}

/// How many expectations held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Tally {
    /// Files read.
    pub files: usize,
    /// Scenarios assessed: a story as it stands and each variation of it is one.
    pub scenarios: usize,
    /// Of those, how many expect nothing.
    pub silent: usize,
    /// Expectations that hold.
    pub held: usize,
    /// Expectations that do not.
    pub different: usize,
    /// Files that could not be read.
    pub unreadable: usize,
}

impl Tally {
    /// Counts a file.
    pub fn add(&mut self, checked: &Checked) {
        self.files += 1;
        let Ok(scenarios) = &checked.scenarios else {
            self.unreadable += 1;
            return;
        };
        for scenario in scenarios {
            let different = scenario.verdicts.iter().filter(|verdict| !verdict.held()).count();
            self.scenarios += 1;
            self.silent += usize::from(scenario.silent);
            self.held += scenario.verdicts.len() - different;
            self.different += different;
        }
    }

    /// Whether everything could be read and holds.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.different == 0 && self.unreadable == 0
    }
}
