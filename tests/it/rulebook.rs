//! The rules as they are shipped: whole, exampled, and the same inside the program.

use crate::files::files;
use lexcheck::embedded;
use lexcheck::evaluate::evaluate;
use lexcheck::facts::{Case, Expected, Settings, check_examples};
use lexcheck::finding::{Finding, Truth};
use lexcheck::library::Difference;
use lexcheck::outcome::Outcome;
use lexcheck::report::check::difference;
use lexcheck::report::page::Layout;
use lexcheck::rule::{Choice, Example};
use lexcheck::rulebook::resolve::{self, choose};
use lexcheck::rulebook::{Rulebook, TestId};
use lexcheck::scenario;
use lexcheck::source::Source;
use std::collections::BTreeSet;

#[test]
fn the_program_carries_the_rules_of_the_folder() {
    let (carried, read) = (embedded::rulebook_with_examples(), resolve::load(&files("rules", "yaml")).unwrap());
    assert!(!read.tests.is_empty());
    let same = [
        ("regimes", carried.regimes == read.regimes),
        ("doctrines", carried.doctrines == read.doctrines),
        ("tests", carried.tests == read.tests),
        ("facts", carried.facts == read.facts),
        ("positions", carried.positions == read.positions),
        ("reading sets", carried.sets == read.sets),
        ("authorities", carried.authorities == read.authorities),
        ("conditions", carried.conditions == read.conditions),
        ("whole", carried == read),
    ];
    let different: Vec<&str> = same.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect();
    assert!(different.is_empty(), "what build.rs stores differs from rules/ in: {}", different.join(", "));
}

#[test]
fn every_example_in_the_rulebook_holds() {
    let rulebook = embedded::rulebook_with_examples();
    let sources = files("rules", "yaml");
    let problems = check_examples(&rulebook);
    let all: Vec<&Source> = sources.iter().collect();
    let drawn: Vec<String> = problems.iter().map(|problem| problem.draw(&all, false)).collect();
    assert!(problems.is_empty(), "\n{}", drawn.join("\n\n"));
    let failures: Vec<String> =
        examples(&rulebook).filter_map(|(test, example)| check(&rulebook, &sources, test, example)).collect();
    assert!(failures.is_empty(), "{} examples fail\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_test_has_an_example_of_being_met_and_of_not_being_met() {
    let rulebook = embedded::rulebook_with_examples();
    let mut lacking = Vec::new();
    for test in &rulebook.tests {
        for outcome in [Outcome::Met, Outcome::NotMet] {
            if !test.examples.iter().any(|example| example.expect.text == outcome.name()) {
                lacking.push(format!("{} has no example that is {}", test.id, outcome.name()));
            }
        }
    }
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}

/// An exception is exercised by an example of its test that it alone defeats;
/// a reading by one in which it makes a difference.
#[test]
fn every_exception_and_every_reading_is_exercised() {
    let rulebook = embedded::rulebook_with_examples();
    let mut exercised: BTreeSet<String> = BTreeSet::new();
    for (test, example) in examples(&rulebook) {
        let finding = finding(&rulebook, test, example);
        let held = finding.conditions.as_ref().is_some_and(|conditions| conditions.truth == Truth::True);
        let exceptions = finding.exceptions.iter().filter(|exception| held && exception.truth == Truth::True);
        exercised.extend(exceptions.map(|exception| format!("{}: unless {}", finding.test, exception.says)));
        for choice in &example.readings {
            if let Choice::One(position, reading) = choice {
                let doctrine = rulebook.doctrine_of(rulebook.names.test(&finding.test, None).unwrap());
                let chosen = choose(&rulebook, position, reading, Some(&doctrine.id)).unwrap();
                let position = rulebook.position(chosen.0);
                exercised.insert(format!("{} = {}", position.id, position.readings[chosen.1 as usize].name));
            }
        }
        for turn in &finding.positions {
            exercised.extend(turn.readings.iter().map(|answer| format!("{} = {}", turn.position, answer.reading)));
        }
    }
    let exceptions = rulebook
        .tests
        .iter()
        .flat_map(|test| test.unless.iter().map(|exception| format!("{}: unless {}", test.id, exception.name)));
    let readings = rulebook
        .positions
        .iter()
        .flat_map(|position| position.readings.iter().map(|reading| format!("{} = {}", position.id, reading.name)));
    let idle: Vec<String> = exceptions.chain(readings).filter(|one| !exercised.contains(one)).collect();
    assert!(idle.is_empty(), "{} are not exercised\n{}", idle.len(), idle.join("\n"));
}

#[test]
fn tests_and_their_kinds() {
    let rulebook = embedded::rulebook_with_examples();
    let lines: Vec<String> = rulebook.tests.iter().map(|test| format!("{} ({})", test.id, test.kind.name())).collect();
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("tests_and_their_kinds", lines.join("\n"));
    });
}

#[test]
fn a_scenario_that_says_nothing_can_be_assessed_and_explained() {
    let rulebook = embedded::rulebook_with_examples();
    let text =
        "title: Nothing\nparties: {}\noperations:\n  first: {}\n  second: {responds_to: first, assists: first}\n";
    let scenario = scenario::parse(&Source::new("nothing.yaml", text), 0).unwrap();
    let case = Case::of(&scenario, &rulebook, &Settings::default()).unwrap();
    let mut assessment = evaluate(&rulebook, &case);
    for test in rulebook.test_ids() {
        let finding = assessment.explain(1, test);
        assert_eq!(finding.outcome, assessment.outcome(1, test));
    }
}

fn examples(rulebook: &Rulebook) -> impl Iterator<Item = (TestId, &Example)> {
    rulebook.test_ids().flat_map(|id| rulebook.test(id).examples.iter().map(move |example| (id, example)))
}

/// What is found of an example; the operation that it is about comes last.
fn finding(rulebook: &Rulebook, test: TestId, example: &Example) -> Finding {
    let case = Case::of_example(rulebook.doctrine_of(test), example, rulebook).unwrap();
    evaluate(rulebook, &case).explain(case.operations.len() - 1, test)
}

/// How an example fails, if it does.
fn check(rulebook: &Rulebook, sources: &[Source], test: TestId, example: &Example) -> Option<String> {
    let outcome = Outcome::read(&example.expect.text).unwrap();
    let finding = finding(rulebook, test, example);
    let place = example.note.place;
    (finding.outcome != outcome).then(|| {
        let expected = Expected { test, outcome, holding: None, place };
        let wrong = Difference { operation: example.note.text.clone(), expected, finding };
        difference(&sources[place.source as usize].name, &wrong, Layout::default())
    })
}
