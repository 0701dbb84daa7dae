//! The engine against brute force, on random small rulebooks.
//!
//! [`world`] makes a rulebook and a scenario and writes both as YAML, which the
//! library reads. [`brute_force`] tries every completion of the open facts and
//! every choice of readings, knowing nothing of the library. Both must agree.
//!
//! The cases are the same on every run. `PROPTEST_CASES=20000 cargo test engine`
//! looks at more of them, other ones each time.

mod brute_force;
mod world;

use brute_force::{BruteForce, Table};
use lexcheck::evaluate::{Assessment, evaluate_within};
use lexcheck::facts::{Case, Settings};
use lexcheck::finding::Finding;
use lexcheck::outcome::Outcome;
use lexcheck::rulebook::{Rulebook, TestId, resolve};
use lexcheck::source::Source;
use lexcheck::{diagnostic, scenario};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use world::World;

const CASES: u32 = 250;
/// Room for everything that can be open.
const ALL: usize = usize::MAX;
/// Tests that rest on more combinations than this are left to other cases.
const LARGEST_TABLE: usize = 20_000;

type Checked = Result<(), String>;

#[test]
fn every_outcome_is_what_all_completions_and_readings_give() {
    let seen = RefCell::new(BTreeMap::new());
    for_every_world(|world| {
        each_test(world, |_, _, table, finding| {
            *seen.borrow_mut().entry(finding.outcome).or_insert(0) += 1;
            equal("outcome", &finding.outcome, &table.outcome())
        })
    });
    let seen = seen.into_inner();
    for outcome in Outcome::ALL {
        assert!(
            seen.get(&outcome).is_some_and(|count| *count >= CASES / 8),
            "hardly ever {}: {seen:?}",
            outcome.name()
        );
    }
}

#[test]
fn what_is_open_is_exactly_what_can_still_change_the_outcome() {
    for_every_world(|world| {
        each_test(world, |operation, brute_force, table, finding| {
            let named = |missing: &lexcheck::finding::Missing| {
                let other = missing.operation.as_ref();
                let whose = other.map_or(Some(operation), |key| world.operation_named(key));
                whose.and_then(|whose| brute_force.cell(whose, &missing.fact)).ok_or_else(|| format!("{missing:?}"))
            };
            let missing: BTreeSet<usize> = finding.missing.iter().map(named).collect::<Result<_, _>>()?;
            equal("missing", &brute_force.describe(&missing), &brute_force.describe(&table.facts_that_matter()))?;
            let positions: BTreeSet<String> = finding.positions.iter().map(|turn| turn.position.to_string()).collect();
            equal("positions", &positions, &table.positions_that_matter().map(World::position_id).collect())?;
            for turn in &finding.positions {
                for (reading, answer) in turn.readings.iter().enumerate() {
                    let taken = table.with_reading(&turn.position, reading);
                    equal(&format!("{} = {}", turn.position, answer.reading), &answer.outcome, &taken)?;
                }
            }
            equal("no breach", &finding.no_breach_either_way, &table.no_breach_either_way())
        })
    });
}

#[test]
fn learning_a_fact_never_changes_a_settled_outcome() {
    for_every_world(|world| {
        let rulebook = rulebook(world)?;
        let before = outcomes(world, &rulebook, ALL)?;
        let mut more = world.after_learning_a_fact();
        more.extend(world.after_taking_a_reading());
        for (learned, world) in more {
            let after = outcomes(&world, &rulebook, ALL)?;
            for ((operation, test), outcome) in &before {
                if !matches!(outcome, Outcome::Contested | Outcome::Undetermined) {
                    let what = format!("{operation}, {test}, after learning {learned}");
                    equal(&what, &after[&(operation.clone(), test.clone())], outcome)?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_cannot_be_followed_is_left_open_and_never_settled_wrongly() {
    let open = RefCell::new((0, 0));
    for_every_world(|world| {
        let rulebook = rulebook(world)?;
        let exact = outcomes(world, &rulebook, ALL)?;
        for room in [0, 10, 30] {
            for (key, found) in outcomes(world, &rulebook, room)? {
                let told = found == Outcome::Undetermined && exact[&key] != Outcome::Undetermined;
                open.borrow_mut().0 += u32::from(told);
                open.borrow_mut().1 += u32::from(found == exact[&key]);
                if !told {
                    equal(&format!("{key:?} with {room} nodes"), &found, &exact[&key])?;
                }
            }
        }
        Ok(())
    });
    let (given_up, the_same) = open.into_inner();
    assert!(given_up > CASES / 4 && the_same > CASES, "{given_up} given up, {the_same} the same");
}

fn for_every_world(property: impl Fn(&World) -> Checked) {
    let mut config = Config { failure_persistence: None, max_shrink_iters: 100_000, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
        config.rng_seed = RngSeed::Fixed(51);
    }
    let worlds = vec(any::<u8>(), 0..600).prop_map(|bytes| World::of(&bytes));
    let result = TestRunner::new(config).run(&worlds, |world| property(&world).map_err(TestCaseError::fail));
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, wanted: &T) -> Checked {
    if found == wanted { Ok(()) } else { Err(format!("{what}: the engine says {found:?}, brute force {wanted:?}")) }
}

/// Looks at every test of every operation that brute force can handle.
fn each_test(world: &World, check: impl Fn(usize, &BruteForce<'_>, &Table, &Finding) -> Checked) -> Checked {
    let rulebook = rulebook(world)?;
    let brute_force = BruteForce::of(world);
    assess(world, &rulebook, ALL, |assessment| {
        for operation in 0..world.operations.len() {
            for test in 0..world.tests.len() {
                if let Some(table) = brute_force.table(operation, test, LARGEST_TABLE) {
                    let id = World::id(&world.tests[test]);
                    let finding = assessment.explain(operation, rulebook.names.tests[id.as_str()]);
                    check(operation, &brute_force, &table, &finding)
                        .map_err(|wrong| format!("{} of {}: {wrong}", id, World::operation_key(operation)))?;
                }
            }
        }
        Ok(())
    })
}

fn outcomes(world: &World, rulebook: &Rulebook, room: usize) -> Result<BTreeMap<(String, String), Outcome>, String> {
    assess(world, rulebook, room, |assessment| {
        let mut outcome = |operation: usize, test: TestId| {
            let key = (World::operation_key(operation), rulebook.test(test).id.to_string());
            (key, assessment.outcome(operation, test))
        };
        let operations = 0..world.operations.len();
        Ok(operations
            .flat_map(|operation| rulebook.test_ids().map(move |test| (operation, test)))
            .map(|(operation, test)| outcome(operation, test))
            .collect())
    })
}

fn rulebook(world: &World) -> Result<Rulebook, String> {
    let sources: Vec<Source> = world.rules().into_iter().map(|(path, text)| Source::new(path, text)).collect();
    resolve::load(&sources).map_err(|problems| drawn(&problems, &sources))
}

fn assess<T>(
    world: &World,
    rulebook: &Rulebook,
    room: usize,
    look: impl FnOnce(&mut Assessment<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let source = Source::new("scenario.yaml", world.scenario());
    let sources = std::slice::from_ref(&source);
    let scenario = scenario::parse(&source, 0).map_err(|problems| drawn(&problems, sources))?;
    let settings = Settings { assume: world.assume, ..Settings::default() };
    let case = Case::of(&scenario, rulebook, &settings).map_err(|problems| drawn(&problems, sources))?;
    look(&mut evaluate_within(rulebook, &case, room))
}

fn drawn(problems: &[diagnostic::Diagnostic], sources: &[Source]) -> String {
    let sources: Vec<&Source> = sources.iter().collect();
    problems.iter().map(|problem| problem.draw(&sources, false)).collect::<Vec<_>>().join("\n\n")
}
