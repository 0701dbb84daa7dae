//! Names to ids, and the short names people type.

use super::{AuthorityId, FactId, Index, PositionId, Rulebook, TestId};
use crate::problem::{Noun, Problem, nearest};
use crate::words::Words;
use rustc_hash::FxBuildHasher;

/// Every name of a rulebook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names {
    /// Facts by full name.
    pub facts: Index<FactId>,
    /// Tests by full id; a regime's own name stands for its conclusion.
    pub tests: Index<TestId>,
    /// Positions by full id.
    pub positions: Index<PositionId>,
    /// Sources by the words rules cite them by.
    pub authorities: Index<AuthorityId>,
}

impl Names {
    /// Collects the names of a rulebook.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Self {
        let mut names = Self {
            facts: Index::with_capacity_and_hasher(rulebook.facts.len(), FxBuildHasher),
            tests: Index::with_capacity_and_hasher(rulebook.tests.len(), FxBuildHasher),
            positions: Index::with_capacity_and_hasher(rulebook.positions.len(), FxBuildHasher),
            authorities: Index::with_capacity_and_hasher(rulebook.authorities.len(), FxBuildHasher),
        };
        for (index, fact) in rulebook.facts.iter().enumerate() {
            names.facts.insert(fact.name.clone(), FactId::of(index));
        }
        for (index, test) in rulebook.tests.iter().enumerate() {
            names.tests.insert(test.id.clone(), TestId::of(index));
        }
        for (index, position) in rulebook.positions.iter().enumerate() {
            names.positions.insert(position.id.clone(), PositionId::of(index));
        }
        for (index, authority) in rulebook.authorities.iter().enumerate() {
            names.authorities.insert(authority.key.clone(), AuthorityId::of(index));
        }
        for regime in &rulebook.regimes {
            if let Some(conclusion) = regime.conclusion {
                names.tests.insert(regime.name.clone(), conclusion);
            }
        }
        names
    }

    /// The fact of a name.
    ///
    /// # Errors
    ///
    /// The problem, with the nearest name.
    pub fn fact(&self, name: &str) -> Result<FactId, Problem> {
        lookup(&self.facts, Noun::Fact, name, &[])
    }

    /// The test of a full id, or of a name seen from a doctrine (`regime.doctrine`).
    ///
    /// # Errors
    ///
    /// The problem, with the nearest name.
    pub fn test(&self, name: &str, from: Option<&str>) -> Result<TestId, Problem> {
        lookup(&self.tests, Noun::Test, name, &prefixes(from))
    }

    /// The position of a full id, or of a name seen from a doctrine.
    ///
    /// # Errors
    ///
    /// The problem, with the nearest name.
    pub fn position(&self, name: &str, from: Option<&str>) -> Result<PositionId, Problem> {
        lookup(&self.positions, Noun::Position, name, &prefixes(from))
    }

    /// The source of a key.
    ///
    /// # Errors
    ///
    /// The problem, with the nearest key.
    pub fn authority(&self, key: &str) -> Result<AuthorityId, Problem> {
        lookup(&self.authorities, Noun::Authority, key, &[])
    }
}

/// What may be left out of a name: the doctrine with its regime, or the regime.
fn prefixes(from: Option<&str>) -> Vec<String> {
    from.into_iter()
        .flat_map(|doctrine| {
            let regime = doctrine.split('.').next().unwrap_or(doctrine);
            [format!("{doctrine}."), format!("{regime}.")]
        })
        .collect()
}

fn lookup<T: Copy>(index: &Index<T>, noun: Noun, name: &str, prefixes: &[String]) -> Result<T, Problem> {
    let found = prefixes.iter().find_map(|prefix| index.get(format!("{prefix}{name}").as_str()));
    if let Some(id) = found.or_else(|| index.get(name)) {
        return Ok(*id);
    }
    let known = index.keys().map(Words::as_str);
    let near = nearest(name, known)
        .or_else(|| nearest_short(name, index, prefixes))
        .or_else(|| same_end(name, index))
        .or_else(|| same_part(name, index));
    Err(Problem::Unknown { noun, name: name.to_owned(), nearest: near })
}

/// The nearest name among those that may be written short here.
fn nearest_short<T>(name: &str, index: &Index<T>, prefixes: &[String]) -> Option<String> {
    let short =
        prefixes.iter().flat_map(|prefix| index.keys().filter_map(move |key| key.strip_prefix(prefix.as_str())));
    nearest(name, short)
}

/// The one name that ends as this one does, or in something spelled nearly so.
fn same_end<T>(name: &str, index: &Index<T>) -> Option<String> {
    let last = name.rsplit('.').next()?;
    let close = nearest(last, index.keys().filter_map(|key| key.rsplit('.').next()))?;
    let mut fits: Vec<&Words> = index.keys().filter(|key| key.rsplit('.').next() == Some(&close)).collect();
    fits.sort();
    match fits.as_slice() {
        [only] => Some((*only).to_string()),
        _ => None,
    }
}

/// The first name of which a part is the last part of this one.
fn same_part<T>(name: &str, index: &Index<T>) -> Option<String> {
    let last = name.rsplit('.').next()?;
    index.keys().filter(|key| key.split('.').any(|part| part == last)).min().map(ToString::to_string)
}

impl Rulebook {
    /// The tests a person means by a name: a regime, a doctrine, a test, or the end of one's id.
    ///
    /// # Errors
    ///
    /// The problem, when the name fits nothing.
    pub fn tests_named(&self, name: &str) -> Result<Vec<TestId>, Problem> {
        let name = name.strip_suffix(".*").unwrap_or(name);
        let within = format!("{name}.");
        let whole: Vec<TestId> = self.test_ids().filter(|id| self.test(*id).id.starts_with(&within)).collect();
        if !whole.is_empty() {
            return Ok(whole);
        }
        let ending = format!(".{name}");
        let inner = format!(".{name}.");
        let fits = |id: &TestId| {
            let full = &self.test(*id).id;
            full == name || full.ends_with(&ending) || full.contains(&inner)
        };
        let found: Vec<TestId> = self.test_ids().filter(fits).collect();
        if found.is_empty() {
            return self.names.test(name, None).map(|id| vec![id]).map_err(|problem| match problem {
                Problem::Unknown { noun, name, nearest: None } => {
                    let nearest = nearest(&name, self.groups());
                    Problem::Unknown { noun, name, nearest }
                }
                other => other,
            });
        }
        Ok(found)
    }

    /// What a person may call a regime or doctrine.
    fn groups(&self) -> impl Iterator<Item = &str> {
        let doctrines = self.doctrines.iter().map(|doctrine| doctrine.id.as_str());
        let short = doctrines.clone().filter_map(|id| id.split('.').nth(1));
        self.regimes.iter().map(|regime| regime.name.as_str()).chain(doctrines).chain(short)
    }

    /// The position a person means: its full id, or the end of it.
    ///
    /// # Errors
    ///
    /// The problem, when the name fits none or several.
    pub fn position_named(&self, name: &str) -> Result<PositionId, Problem> {
        if let Some(id) = self.names.positions.get(name) {
            return Ok(*id);
        }
        let ending = format!(".{name}");
        let fits: Vec<usize> =
            (0..self.positions.len()).filter(|index| self.positions[*index].id.ends_with(&ending)).collect();
        match fits.as_slice() {
            [only] => Ok(PositionId::of(*only)),
            [] => self.names.position(name, None),
            several => Err(Problem::Ambiguous {
                name: name.to_owned(),
                fits: crate::problem::one_of(several.iter().map(|index| self.positions[*index].id.as_str())),
            }),
        }
    }
}
