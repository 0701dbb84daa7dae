//! What is unwise in a scenario that can be read: facts that decide nothing, expectations of
//! nothing, paragraphs that no fact rests on.
//!
//! What a lint says is worked out and not guessed: that a fact decides nothing is read off the
//! diagrams of an assessment in which that fact is left open. A finding that its author means is
//! silenced where it stands, with a reason: `# lexcheck: allow L101 because …` ([`Lint`] never
//! knows of it).

mod allow;
mod comments;
mod expectations;
mod facts;
mod look;
mod page;
mod promises;
mod readings;
mod sources;
mod story;

pub use page::{Page, Severity, page, pages};

use crate::diagnostic::{Diagnostic, Place, told};
use crate::facts::Settings;
use crate::library::{self, Loaded};
use crate::rulebook::{Condition, Rulebook, TestId};
use crate::source::Source;
use crate::yaml;
use comments::Comment;
use look::Look;
use rustc_hash::FxHashSet;

/// Something unwise, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// What kind of finding it is.
    pub page: &'static Page,
    /// Where.
    pub place: Place,
    /// What is found, in a sentence without its full stop.
    pub says: String,
    /// What to do about it here, where that is more than its page says.
    pub help: Option<String>,
    /// Other places that belong to it, each with a word on its part in it.
    pub also: Vec<(Place, String)>,
}

/// What linting one file came to.
#[derive(Debug, Clone)]
pub struct Linted {
    /// The file.
    pub source: Source,
    /// What was found, in the order of its places; or what is wrong with the file.
    pub lints: Result<Vec<Lint>, Vec<Diagnostic>>,
}

/// The rules, as lints look at them.
pub struct Linter<'r> {
    rulebook: &'r Rulebook,
    settings: &'r Settings,
    /// By fact, the tests that ask for it themselves.
    askers: Vec<Vec<TestId>>,
    /// By position, the tests that turn on it themselves.
    turners: Vec<Vec<TestId>>,
}

/// A file that is looked at.
struct File<'l> {
    linter: &'l Linter<'l>,
    source: &'l Source,
    loaded: &'l Loaded,
    comments: Vec<Comment<'l>>,
    /// The story as it stands, then its variations.
    looks: Vec<Look<'l>>,
    found: Vec<Lint>,
}

impl<'r> Linter<'r> {
    /// Looks the rules through once.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, settings: &'r Settings) -> Self {
        let mut askers = vec![Vec::new(); rulebook.facts.len()];
        let mut turners = vec![Vec::new(); rulebook.positions.len()];
        for id in rulebook.test_ids() {
            let enter = |tests: &mut Vec<TestId>| {
                if tests.last() != Some(&id) {
                    tests.push(id);
                }
            };
            for condition in rulebook.conditions_of(rulebook.test(id)) {
                condition.facts().for_each(|fact| enter(&mut askers[fact.index()]));
                condition.position().into_iter().for_each(|position| enter(&mut turners[position.index()]));
            }
        }
        Self { rulebook, settings, askers, turners }
    }

    /// The tests on which a test rests, directly or through others.
    fn below(&self, test: TestId) -> FxHashSet<TestId> {
        let mut below = FxHashSet::default();
        let mut todo = vec![test];
        while let Some(id) = todo.pop() {
            let conditions = self.rulebook.conditions_of(self.rulebook.test(id)).iter();
            todo.extend(conditions.flat_map(Condition::tests).filter(|one| below.insert(**one)));
        }
        below
    }

    /// Looks at one file, and knows of no other.
    #[must_use]
    pub fn lint(&self, source: Source) -> Linted {
        let lints = yaml::load(&source, 0).map_err(told).and_then(|root| {
            let loaded = library::of_tree(&root, self.rulebook, self.settings)?;
            let looks = loaded.variants().map(|variant| Look::at(&variant, self.rulebook)).collect();
            let comments = comments::read(&source, &root);
            let mut file = File { linter: self, source: &source, loaded: &loaded, comments, looks, found: Vec::new() };
            file.story();
            file.facts();
            file.promises();
            file.sources();
            file.readings();
            file.expectations();
            Ok(file.told())
        });
        Linted { source, lints }
    }
}

impl File<'_> {
    fn find(&mut self, page: &'static Page, place: Place, says: String, help: Option<String>) {
        self.found.push(Lint { page, place, says, help, also: Vec::new() });
    }

    /// What was found and is not allowed, each once.
    fn told(mut self) -> Vec<Lint> {
        self.allow();
        let mut found = self.found;
        found.sort_by(|one, other| {
            let key = |lint: &Lint| (lint.place.span.start, lint.page.code);
            key(one).cmp(&key(other)).then_with(|| one.says.cmp(&other.says))
        });
        found.dedup_by(|one, other| one.page == other.page && one.place == other.place);
        found
    }
}

/// How many files were looked at, and what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Files looked at.
    pub files: usize,
    /// Those in which errors or advice were found.
    pub found_in: usize,
    /// Errors.
    pub errors: usize,
    /// Advice.
    pub advice: usize,
    /// Hints, told or not.
    pub hints: usize,
    /// Files that could not be read.
    pub unreadable: usize,
}

impl Tally {
    /// Counts a file.
    pub fn add(&mut self, linted: &Linted) {
        self.files += 1;
        let Ok(lints) = &linted.lints else {
            self.unreadable += 1;
            return;
        };
        let count = |severity| lints.iter().filter(|lint| lint.page.severity == severity).count();
        let (errors, advice) = (count(Severity::Error), count(Severity::Advice));
        self.found_in += usize::from(errors + advice > 0);
        self.errors += errors;
        self.advice += advice;
        self.hints += count(Severity::Hint);
    }
}
