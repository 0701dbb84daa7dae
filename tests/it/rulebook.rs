//! The rules as they are shipped: whole, exampled, and the same inside the program.

use crate::files::files;
use lexcheck::advice::{Failed, exercise};
use lexcheck::embedded;
use lexcheck::evaluate::evaluate;
use lexcheck::facts::{Case, Expected, Settings, check_examples};
use lexcheck::library::{Verdict, Wrong};
use lexcheck::outcome::Outcome;
use lexcheck::report::check::difference::difference;
use lexcheck::report::page::Layout;
use lexcheck::rulebook::resolve;
use lexcheck::scenario;
use lexcheck::source::Source;

#[test]
fn the_program_carries_the_rules_of_the_folder() {
    let (carried, read) =
        (embedded::rulebook_with_examples().unwrap(), resolve::load(&files("rules", "yaml")).unwrap());
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
    let rulebook = embedded::rulebook_with_examples().unwrap();
    let sources = files("rules", "yaml");
    let problems = check_examples(&rulebook);
    let all: Vec<&Source> = sources.iter().collect();
    let drawn: Vec<String> = problems.iter().map(|problem| problem.draw(&all, false)).collect();
    assert!(problems.is_empty(), "\n{}", drawn.join("\n\n"));
    let exercise = exercise(&rulebook);
    let failures: Vec<String> = exercise.failed.iter().map(|failed| drawn_failure(&sources, failed)).collect();
    assert!(failures.is_empty(), "{} examples fail\n{}", failures.len(), failures.join("\n"));
    assert!(exercise.idle.is_empty(), "{} are not exercised\n{}", exercise.idle.len(), exercise.idle.join("\n"));
}

#[test]
fn every_test_has_an_example_of_being_met_and_of_not_being_met() {
    let rulebook = embedded::rulebook_with_examples().unwrap();
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

#[test]
fn tests_and_their_kinds() {
    let rulebook = embedded::rulebook_with_examples().unwrap();
    let lines: Vec<String> = rulebook.tests.iter().map(|test| format!("{} ({})", test.id, test.kind.name())).collect();
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("tests_and_their_kinds", lines.join("\n"));
    });
}

#[test]
fn a_scenario_that_says_nothing_can_be_assessed_and_explained() {
    let rulebook = embedded::rulebook_with_examples().unwrap();
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

/// How an example fails.
fn drawn_failure(sources: &[Source], failed: &Failed<'_>) -> String {
    let place = failed.example.note.place;
    let expected =
        Expected { test: failed.test, accepted: vec![failed.expected], grounds: Vec::new(), holding: None, place };
    let wrong = Wrong { grounds: Vec::new(), finding: failed.finding.clone(), facts: Vec::new(), other_rulebook: None };
    let verdict = Verdict {
        operation: failed.example.note.text.clone(),
        test: wrong.finding.test.clone(),
        expected,
        outcome: wrong.finding.outcome,
        wrong: None,
    };
    difference(&sources[place.source as usize].name, None, &verdict, &wrong, Layout::default())
}
