//! The law of the day: tests, treaties and holders that hold for a time.

use lexcheck::evaluate::evaluate;
use lexcheck::facts::{Case, Settings};
use lexcheck::finding::Finding;
use lexcheck::outcome::Outcome;
use lexcheck::rulebook::{Rulebook, resolve};
use lexcheck::scenario;
use lexcheck::source::Source;

const PARTIES: &str = "\
roles:
  by: {ask: Whose act is it?}
facts:
  treaties: {ask: Which treaties bind the party?, set: [covenant, charter]}
";

const AUTHORITIES: &str = "\
covenant: {title: The Covenant, kind: treaty, in_force: 1976-03-23}
charter: {title: The Charter, kind: treaty}
";

const DOCTRINE: &str = "\
title: A doctrine
checked: 2026-11-22
facts:
  done: {ask: Was it done?, type: bool}
positions:
  point:
    question: Which is it?
    readings:
      one: {says: One., held_by: [Ardenia since 1980, Borland until 1970]}
      two: {says: Two., held_by: [Everybody]}
tests:
  by_treaty:
    title: By treaty
    kind: requirement
    question: Is it so by treaty?
    met_when: by.treaties has covenant
    authority: [covenant]
  of_late:
    title: Of late
    kind: requirement
    question: Is it so of late?
    since: 1950
    until: 1990-06-01
    met_when: done
    authority: [charter]
  lawful:
    title: In sum
    kind: conclusion
    question: Is it lawful?
    met_when: reading point = one
    authority: [charter]
";

fn rulebook() -> Rulebook {
    let files = [("parties.yaml", PARTIES), ("authorities.yaml", AUTHORITIES), ("law/conclusion.yaml", DOCTRINE)];
    let sources: Vec<Source> = files.iter().map(|(name, text)| Source::new(*name, *text)).collect();
    resolve::load(&sources).unwrap_or_else(|problems| {
        let all: Vec<&Source> = sources.iter().collect();
        panic!("{}", problems.iter().map(|problem| problem.draw(&all, false)).collect::<String>())
    })
}

fn found(treaties: &str, date: &str, as_of: Option<&str>, test: &str) -> Finding {
    let rulebook = rulebook();
    let date = if date.is_empty() { String::new() } else { format!(", date: {date}") };
    let text = format!(
        "title: T\nparties:\n  ardenia: {{treaties: [{treaties}]}}\noperations:\n  act: {{by: ardenia{date}, facts: {{done: true}}}}\n"
    );
    let scenario = scenario::parse(&Source::new("t.yaml", text), 0).unwrap();
    let settings = Settings { as_of: as_of.map(str::to_owned), ..Settings::default() };
    let case = Case::of(&scenario, &rulebook, &settings).unwrap();
    evaluate(&rulebook, &case).explain(0, rulebook.names.tests[format!("law.conclusion.{test}").as_str()])
}

fn outcome(treaties: &str, date: &str, as_of: Option<&str>, test: &str) -> Outcome {
    found(treaties, date, as_of, test).outcome
}

#[test]
fn a_treaty_counts_from_the_day_it_is_in_force() {
    assert_eq!(outcome("covenant", "1975-12-31", None, "by_treaty"), Outcome::NotMet);
    assert_eq!(outcome("covenant", "1976-03-23", None, "by_treaty"), Outcome::Met);
    assert_eq!(outcome("covenant", "", None, "by_treaty"), Outcome::Met);
    let note = found("covenant, charter", "1970", None, "by_treaty").conditions.unwrap().facts[0].note.clone();
    assert_eq!(note.as_deref(), Some("on 1970: covenant holds since 1976-03-23"));
}

#[test]
fn a_party_says_since_and_until_when_a_treaty_binds_it() {
    let treaties = "covenant since 1992-06-08 until 2000";
    assert_eq!(outcome(treaties, "1990", None, "by_treaty"), Outcome::NotMet);
    assert_eq!(outcome(treaties, "1999-12-31", None, "by_treaty"), Outcome::Met);
    assert_eq!(outcome(treaties, "2000-01-01", None, "by_treaty"), Outcome::NotMet);
    assert_eq!(outcome(treaties, "1990", Some("1995"), "by_treaty"), Outcome::Met);
}

#[test]
fn what_was_not_yet_or_is_no_more_law_does_not_apply() {
    assert_eq!(outcome("charter", "1949-12-31", None, "of_late"), Outcome::NotApplicable);
    assert_eq!(outcome("charter", "1950", None, "of_late"), Outcome::Met);
    assert_eq!(outcome("charter", "1990-06-01", None, "of_late"), Outcome::NotApplicable);
    assert_eq!(outcome("charter", "1990-06-01", Some("1960-01-01"), "of_late"), Outcome::Met);
    let finding = found("charter", "1949", None, "of_late");
    assert_eq!(finding.not_law.as_deref(), Some("since 1950 until 1990-06-01"));
}

#[test]
fn a_reading_is_held_by_those_who_hold_it_then() {
    let held_by = |date: &str| found("covenant", date, None, "lawful").positions[0].readings[0].held_by.clone();
    assert_eq!(held_by("1985"), ["Ardenia (since 1980)"]);
    assert_eq!(held_by("1965"), ["Borland (until 1970)"]);
    // Nobody did: then all who ever did are told, with their time.
    assert_eq!(held_by("1975"), ["Ardenia (since 1980)", "Borland (until 1970)"]);
}

#[test]
fn a_treaty_that_does_not_bind_the_party_is_told_as_custom() {
    let custom = |treaties: &str| found(treaties, "2026", None, "by_treaty").authority[0].as_custom;
    assert!(custom("charter"));
    assert!(!custom("covenant"));
}

#[test]
fn a_treaty_of_a_later_day_is_no_custom() {
    let source = |treaties: &str, date: &str| found(treaties, date, None, "by_treaty").authority[0].clone();
    for treaties in ["charter", "covenant"] {
        let source = source(treaties, "1970");
        assert_eq!((source.as_custom, source.later.as_deref()), (false, Some("1976-03-23")), "{treaties}");
    }
    assert_eq!(source("charter", "1976-03-23").later, None);
    assert_eq!(source("charter", "").later, None, "without a day it is the law of today");
}
