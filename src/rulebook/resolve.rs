//! Rule files → rulebook. Every problem of every file is reported together.

use super::conditions::{Resolver, reading_index};
use super::names::Names;
use super::register::Register;
use super::{
    Assumption, Doctrine, Exception, Fact, Index, OperationKind, Position, Property, Reading, ReadingSet, Regime, Role,
    Rulebook, Test,
};
use crate::condition;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::Text;
use crate::problem::{Noun, Problem, nearest};
use crate::rule::{self, Kind, Promise, RuleFile};
use crate::source::Source;
use crate::term::Term;
use crate::words::Words;

/// Reads and resolves a rulebook from its files; their names are their paths.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub fn load(sources: &[Source]) -> Result<Rulebook, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let files: Vec<RuleFile> = sources
        .iter()
        .enumerate()
        .filter_map(|(id, source)| rule::read::parse(source, crate::source::clamp(id), &mut problems))
        .collect();
    if files.len() < sources.len() {
        // Every name of a file that cannot be read would seem unknown elsewhere.
        return Err(problems);
    }
    let rulebook = resolve(files, &mut problems);
    if problems.is_empty() { Ok(rulebook) } else { Err(problems) }
}

/// Resolves rule files into a rulebook, which is whole only if no problem was added.
pub fn resolve(files: Vec<RuleFile>, problems: &mut Vec<Diagnostic>) -> Rulebook {
    let mut written = Written::sort(files);
    written.arrange(problems);
    let mut register = Register::of(&written.authorities);
    let (facts, fact_places) = facts(&written, &mut register, problems);
    let (positions, position_places) = positions(&written, &mut register, problems);
    let mut rulebook = Rulebook {
        title: owned(written.imprint.title.as_ref()),
        version: written.imprint.version.clone(),
        regimes: written.regimes.iter().map(regime).collect(),
        facts,
        positions,
        roles: written
            .parties
            .roles
            .iter()
            .map(|(name, ask)| Role { name: name.text.clone().into(), ask: ask.text.clone().into() })
            .collect(),
        ..Rulebook::default()
    };
    rulebook.doctrines = written.doctrines.iter().map(|doctrine| self::doctrine(&written, doctrine)).collect();
    rulebook.names = Names::of(&rulebook);
    tests(&written, &mut rulebook, &mut register, problems);
    rulebook.sets = sets(&written, &rulebook, problems);
    rulebook.operations = operations(&written, &rulebook, problems);
    // What a mistake elsewhere kept from being read would seem unused.
    if problems.is_empty() {
        register.unused(&rulebook, problems);
    }
    rulebook.authorities = register.authorities;
    super::soundness::check(&mut rulebook, &written, &fact_places, &position_places, problems);
    rulebook.with_names()
}

/// The files, sorted by what they are.
#[derive(Default)]
pub(super) struct Written {
    pub(super) regimes: Vec<rule::Regime>,
    pub(super) doctrines: Vec<rule::Doctrine>,
    authorities: Vec<rule::Authority>,
    sets: Vec<rule::ReadingSet>,
    parties: rule::Parties,
    operations: Vec<rule::OperationKind>,
    imprint: rule::Imprint,
}

impl Written {
    fn sort(files: Vec<RuleFile>) -> Self {
        let mut sorted = Self::default();
        for file in files {
            match file {
                RuleFile::Doctrine(doctrine) => sorted.doctrines.push(*doctrine),
                RuleFile::Authorities(list) => sorted.authorities = list,
                RuleFile::ReadingSets(list) => sorted.sets = list,
                RuleFile::Parties(parties) => sorted.parties = parties,
                RuleFile::Regimes(list) => sorted.regimes = list,
                RuleFile::Operations(list) => sorted.operations = list,
                RuleFile::Imprint(imprint) => sorted.imprint = imprint,
            }
        }
        sorted
    }

    /// Puts doctrines into the order they are argued: that of `regimes.yaml`,
    /// then any it does not name, the conclusion last.
    fn arrange(&mut self, problems: &mut Vec<Diagnostic>) {
        for doctrine in &self.doctrines {
            if !self.regimes.iter().any(|regime| regime.name.text == doctrine.regime) {
                let text = |text: &str| Text { text: text.to_owned(), place: doctrine.place };
                self.regimes.push(rule::Regime {
                    name: text(&doctrine.regime),
                    title: text(&doctrine.regime),
                    order: Vec::new(),
                });
            }
        }
        for regime in &self.regimes {
            let names =
                || self.doctrines.iter().filter(|one| one.regime == regime.name.text).map(|one| one.name.as_str());
            for named in &regime.order {
                if !names().any(|name| name == named.text) {
                    let problem = Problem::Unknown {
                        noun: Noun::Group,
                        name: named.text.clone(),
                        nearest: nearest(&named.text, names()),
                    };
                    problems.push(Diagnostic::at(named.place, problem));
                }
            }
        }
        let regimes = &self.regimes;
        self.doctrines.sort_by_cached_key(|doctrine| {
            let regime = regimes.iter().position(|one| one.name.text == doctrine.regime).unwrap_or(usize::MAX);
            let order = regimes.get(regime).map_or(&[][..], |regime| &regime.order);
            let last = usize::MAX - usize::from(doctrine.name != "conclusion");
            let at = order.iter().position(|name| name.text == doctrine.name).unwrap_or(last);
            (regime, at, doctrine.name.clone())
        });
    }
}

fn regime(written: &rule::Regime) -> Regime {
    Regime { name: written.name.text.clone().into(), title: written.title.text.clone().into(), conclusion: None }
}

fn operations(written: &Written, rulebook: &Rulebook, problems: &mut Vec<Diagnostic>) -> Vec<OperationKind> {
    let mut kinds = Vec::with_capacity(written.operations.len());
    for kind in &written.operations {
        let mut about = Vec::with_capacity(kind.about.len());
        for name in &kind.about {
            let ids = || rulebook.doctrines.iter().map(|doctrine| doctrine.id.as_str());
            if let Some(doctrine) = ids().position(|id| id == name.text) {
                about.push(doctrine);
            } else {
                let nearest = nearest(&name.text, ids());
                let problem = Problem::Unknown { noun: Noun::Group, name: name.text.clone(), nearest };
                problems.push(Diagnostic::at(name.place, problem));
            }
        }
        kinds.push(OperationKind { name: kind.name.text.clone().into(), title: kind.title.text.clone().into(), about });
    }
    kinds
}

fn doctrine(written: &Written, doctrine: &rule::Doctrine) -> Doctrine {
    Doctrine {
        regime: written.regimes.iter().position(|regime| regime.name.text == doctrine.regime).unwrap_or_default(),
        id: format!("{}.{}", doctrine.regime, doctrine.name).into(),
        title: doctrine.title.text.clone().into(),
        summary: owned(doctrine.summary.as_ref()),
        checked: doctrine.checked.text.clone().into(),
        setting: doctrine.setting.clone(),
        properties: Vec::new(),
    }
}

pub(super) fn owned(text: Option<&Text>) -> Option<Words> {
    text.map(|text| text.text.clone().into())
}

/// The vocabulary: what doctrines introduce, and each party fact once per role.
fn facts(written: &Written, register: &mut Register, problems: &mut Vec<Diagnostic>) -> (Vec<Fact>, Vec<Place>) {
    let mut facts: Vec<Fact> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut first: Index<Place> = Index::default();
    let mut add = |name: String, role, fact: &rule::Fact, register: &mut Register, problems: &mut Vec<Diagnostic>| {
        if let Some(earlier) = first.insert(name.clone().into(), fact.name.place) {
            problems.push(duplicate(Noun::Fact, &name, fact.name.place, earlier));
            return;
        }
        if fact.kind.len() > crate::value::MAX_VALUES {
            let (fact_name, count, limit) = (name.clone(), fact.kind.len(), crate::value::MAX_VALUES);
            let problem = Problem::TooManyValues { fact: fact_name, count, limit };
            problems.push(Diagnostic::at(fact.name.place, problem));
        }
        let assume = fact.assume.as_ref().and_then(|assume| match fact.kind.read(&name, &assume.value) {
            Ok(value) => Some(Assumption {
                value,
                why: owned(assume.why.as_ref()),
                authority: register.cite_all(&assume.authority, problems),
            }),
            Err(problem) => {
                problems.push(Diagnostic::at(assume.value.place(), problem));
                None
            }
        });
        places.push(fact.name.place);
        facts.push(Fact {
            name: name.into(),
            ask: fact.ask.text.clone().into(),
            kind: fact.kind.clone(),
            assume,
            controlled_by: owned(fact.controlled_by.as_ref()),
            role,
            thresholds: Vec::new(),
            related: Vec::new(),
            policed: false,
        });
    };
    for (index, (role, _)) in written.parties.roles.iter().enumerate() {
        for fact in &written.parties.facts {
            let short = fact.name.text.clone();
            add(format!("{}.{short}", role.text), Some((index, short.into())), fact, register, problems);
        }
    }
    for fact in written.doctrines.iter().flat_map(|doctrine| &doctrine.facts) {
        add(fact.name.text.clone(), None, fact, register, problems);
    }
    (facts, places)
}

fn duplicate(noun: Noun, name: &str, place: Place, first: Place) -> Diagnostic {
    let name = name.to_owned();
    Diagnostic::at(place, Problem::Duplicate { noun, name }).also(first, "first defined here")
}

fn positions(
    written: &Written,
    register: &mut Register,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Position>, Vec<Place>) {
    let mut positions = Vec::new();
    let mut places = Vec::new();
    for doctrine in &written.doctrines {
        for position in &doctrine.positions {
            let readings = position.readings.iter().map(|reading| Reading {
                name: reading.name.text.clone().into(),
                line: reading.name.place.span.line,
                says: reading.says.text.clone().into(),
                held_by: reading.held_by.iter().filter_map(|holder| register.holder(holder, problems)).collect(),
                consequence: owned(reading.consequence.as_ref()),
            });
            positions.push(Position {
                id: format!("{}.{}.{}", doctrine.regime, doctrine.name, position.name.text).into(),
                question: position.question.text.clone().into(),
                readings: readings.collect(),
                note: owned(position.note.as_ref()),
            });
            places.push(position.name.place);
        }
    }
    (positions, places)
}

fn tests(written: &Written, rulebook: &mut Rulebook, register: &mut Register, problems: &mut Vec<Diagnostic>) {
    let all: Vec<(usize, &rule::Test)> = written
        .doctrines
        .iter()
        .enumerate()
        .flat_map(|(index, doctrine)| doctrine.tests.iter().map(move |test| (index, test)))
        .collect();
    let id =
        |(doctrine, test): &(usize, &rule::Test)| format!("{}.{}", rulebook.doctrines[*doctrine].id, test.name.text);
    let ids: Vec<(String, Kind)> = all.iter().map(|one| (id(one), one.1.kind)).collect();
    for (index, (id, _)) in ids.iter().enumerate() {
        rulebook.names.tests.insert(id.clone().into(), super::TestId::of(index));
    }
    for regime in &mut rulebook.regimes {
        regime.conclusion = rulebook.names.tests.get(format!("{}.conclusion.lawful", regime.name).as_str()).copied();
    }
    let mut resolver = Resolver {
        names: &rulebook.names,
        facts: &rulebook.facts,
        positions: &rulebook.positions,
        tests: &ids,
        conditions: Vec::new(),
        problems: std::mem::take(problems),
    };
    let mut tests = Vec::with_capacity(all.len());
    for ((doctrine, test), (id, _)) in all.iter().zip(&ids) {
        let within = &rulebook.doctrines[*doctrine].id;
        let start = crate::source::clamp(resolver.conditions.len());
        let mut resolve = |condition: Option<&condition::Condition>| condition.map(|one| resolver.resolve(one, within));
        let applies_when = resolve(test.applies_when.as_ref());
        let met_when = resolve(test.met_when.as_ref());
        let unless: Vec<_> = test.unless.iter().map(|one| (one, resolver.resolve(&one.when, within))).collect();
        let mut cite_all = |cites: &[Text]| register.cite_all(cites, &mut resolver.problems);
        let unless = unless
            .into_iter()
            .map(|(exception, when)| Exception {
                name: exception.name.text.clone().into(),
                line: exception.name.place.span.line,
                when,
                authority: cite_all(&exception.authority),
            })
            .collect();
        let authority = test
            .authority
            .iter()
            .filter_map(|one| register.cite(&one.cite, &one.holds.text, &mut resolver.problems))
            .collect();
        tests.push(Test {
            id: id.clone().into(),
            doctrine: *doctrine,
            title: test.title.text.clone().into(),
            kind: test.kind,
            question: test.question.text.clone().into(),
            term: Term { since: owned(test.since.as_ref()), until: owned(test.until.as_ref()) },
            applies_when,
            // A test whose condition could not be read has been reported; any id will do.
            met_when: met_when.unwrap_or(super::ConditionId(start)),
            unless,
            authority,
            burden: owned(test.burden.as_ref()),
            heuristic: owned(test.heuristic.as_ref()),
            pitfall: owned(test.pitfall.as_ref()),
            note: owned(test.note.as_ref()),
            examples: test.examples.clone(),
            place: test.name.place,
            conditions: (start, crate::source::clamp(resolver.conditions.len())),
        });
    }
    let properties: Vec<Vec<Property>> = written
        .doctrines
        .iter()
        .zip(&rulebook.doctrines)
        .map(|(doctrine, resolved)| {
            doctrine.properties.iter().filter_map(|one| property(&one.promise, &resolved.id, &mut resolver)).collect()
        })
        .collect();
    *problems = resolver.problems;
    rulebook.conditions = resolver.conditions;
    rulebook.tests = tests;
    for (doctrine, properties) in rulebook.doctrines.iter_mut().zip(properties) {
        doctrine.properties = properties;
    }
}

fn property(promise: &Promise, doctrine: &str, resolver: &mut Resolver<'_>) -> Option<Property> {
    let (better, raising, fact, of) = match promise {
        Promise::Always(condition) => return Some(Property::Always(resolver.resolve(condition, doctrine))),
        Promise::Never(condition) => return Some(Property::Never(resolver.resolve(condition, doctrine))),
        Promise::Monotone { better, raising, fact, of } => (*better, *raising, fact, of),
    };
    let fact_id = resolver.names.fact(&fact.text).map_err(|problem| Diagnostic::at(fact.place, problem));
    let test = resolver.names.test(&of.text, Some(doctrine)).map_err(|problem| Diagnostic::at(of.place, problem));
    match (fact_id, test) {
        (Ok(fact), Ok(of)) => Some(Property::Monotone { better, raising, fact, of }),
        (fact, test) => {
            resolver.problems.extend(fact.err());
            resolver.problems.extend(test.err());
            None
        }
    }
}

fn sets(written: &Written, rulebook: &Rulebook, problems: &mut Vec<Diagnostic>) -> Vec<ReadingSet> {
    let mut sets = Vec::new();
    for set in &written.sets {
        let mut takes: Vec<(super::PositionId, u32)> = Vec::new();
        for (position, reading) in &set.takes {
            match choose(rulebook, position, reading, None) {
                Ok(choice) => takes.push(choice),
                Err(problem) => problems.push(problem),
            }
        }
        sets.push(ReadingSet {
            name: set.name.text.clone().into(),
            title: set.title.text.clone().into(),
            basis: owned(set.basis.as_ref()),
            takes,
        });
    }
    sets
}

/// The position and reading two names mean, seen from a doctrine or from outside.
///
/// # Errors
///
/// Whichever of the two is unknown.
pub fn choose(
    rulebook: &Rulebook,
    position: &Text,
    reading: &Text,
    doctrine: Option<&str>,
) -> Result<(super::PositionId, u32), Diagnostic> {
    let seen = rulebook.names.position(&position.text, doctrine).or_else(|_| rulebook.position_named(&position.text));
    let id = seen.map_err(|problem| Diagnostic::at(position.place, problem))?;
    Ok((id, reading_index(rulebook.position(id), reading)?))
}
