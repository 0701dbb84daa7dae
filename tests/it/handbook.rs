//! What people look up and start from: the rules as pages and as a book, new scenarios, schemas.

use crate::files::files;
use jsonschema::Validator;
use lexcheck::embedded;
use lexcheck::facts::{Case, Settings};
use lexcheck::report::page::Layout;
use lexcheck::report::rules;
use lexcheck::rulebook::TestId;
use lexcheck::source::Source;
use lexcheck::{handbook, scenario, schema, skeleton};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn everything_in_the_rules_can_be_shown_by_its_name() {
    let rulebook = embedded::rulebook_with_examples().unwrap();
    let casebook = embedded::casebook().unwrap();
    let layout = Layout::default();
    for entry in rulebook.entries() {
        let name = rulebook.name(entry);
        assert_eq!(rulebook.entry(name).map(|found| rulebook.name(found)), Ok(name));
        assert!(!rules::show(&rulebook, &casebook, entry, layout).is_empty(), "{name}");
    }
}

#[test]
fn what_is_sought_in_other_words_is_found() {
    let rulebook = embedded::rulebook().unwrap();
    let finds = |words: &str, name: &str| {
        let found = rulebook.search(&[words.to_owned()]);
        found.iter().any(|entry| rulebook.name(*entry) == name)
    };
    assert!(finds("peaceful alternative", "alternative.peaceful_effective"));
    assert!(finds("oil platforms strict", "jus_ad_bellum.self_defence.necessity"));
    assert!(finds("Unwilling Unable", "jus_ad_bellum.place_of_response.unwilling_or_unable"));
    assert!(rulebook.search(&["xylophone concerto".to_owned()]).is_empty());
    let names: Vec<&str> = rulebook.search(&["flag".to_owned()]).iter().map(|entry| rulebook.name(*entry)).collect();
    let at = |name: &str| names.iter().position(|one| *one == name);
    let (flag, flagrant) = ("flag_state_jurisdiction", "non_refoulement.no_flagrant_denial");
    let (flag, flagrant) =
        (format!("law_enforcement.ships_on_the_high_seas.{flag}"), format!("human_rights.{flagrant}"));
    assert!(at(&flag).is_some() && at(&flag) < at(&flagrant), "whole words come first: {names:?}");
}

#[test]
fn every_link_of_the_handbook_leads_somewhere() {
    let book = handbook::markdown(&embedded::rulebook_with_examples().unwrap(), &embedded::casebook().unwrap());
    let between = |start: &str, end: &str| -> BTreeSet<String> {
        book.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0.to_owned())).collect()
    };
    let (anchors, links) = (between("<a id=\"", "\""), between("](#", ")"));
    let broken: Vec<&String> = links.difference(&anchors).collect();
    assert!(links.len() > 400, "{} links", links.len());
    assert!(broken.is_empty(), "{broken:?}");
    for file in between("](../scenarios/", ")") {
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(&file).exists(), "{file}");
    }
}

#[test]
fn a_new_scenario_can_be_assessed_as_it_stands() {
    let rulebook = embedded::rulebook().unwrap();
    let tests = |doctrine: usize| -> Vec<TestId> {
        rulebook.test_ids().filter(|test| rulebook.test(*test).doctrine == doctrine).collect()
    };
    let about = (0..rulebook.doctrines.len()).map(tests).chain([Vec::new()]);
    for about in about {
        let source = Source::new("new.yaml", skeleton::scenario(&rulebook, &about));
        let drawn = |problems: Vec<lexcheck::diagnostic::Diagnostic>| {
            problems.iter().map(|problem| problem.draw(&[&source], false)).collect::<Vec<_>>().join("\n")
        };
        let scenario = scenario::parse(&source, 0).unwrap_or_else(|problems| panic!("{}", drawn(problems)));
        Case::of(&scenario, &rulebook, &Settings::default()).unwrap_or_else(|problems| panic!("{}", drawn(problems)));
    }
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

/// A YAML file as JSON, if it is both.
fn json(source: &Source) -> Option<Value> {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(&source.text).ok()?).ok()
}

#[test]
fn the_schemas_are_those_of_the_rules() {
    let schema = schema::scenario(&embedded::rulebook().unwrap());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/scenario.json");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, &schema).unwrap();
    }
    let same = std::fs::read_to_string(path).is_ok_and(|written| written == schema);
    assert!(same, "schemas/scenario.json is out of date: INSTA_UPDATE=always cargo test schema");
}

#[test]
fn the_schemas_accept_what_is_shipped() {
    let scenarios = validator(&schema::scenario(&embedded::rulebook().unwrap()));
    let doctrines = validator(&schema::doctrine());
    let mut wrong = Vec::new();
    for source in files("scenarios", "yaml") {
        let first = source.text.lines().next().unwrap_or_default();
        if first != "# yaml-language-server: $schema=../../schemas/scenario.json" {
            wrong.push(format!("{}: its first line does not point editors to the schema", source.name));
        }
        wrong.extend(scenarios.iter_errors(&json(&source).unwrap()).map(|error| format!("{}: {error}", source.name)));
    }
    for source in files("rules", "yaml").iter().filter(|source| source.name.matches('/').count() == 2) {
        wrong.extend(doctrines.iter_errors(&json(source).unwrap()).map(|error| format!("{}: {error}", source.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a schema cannot see: places in a text, names that another part of the file defines, the
/// order of two values, and how YAML was written.
const UNSEEN: [&str; 18] = [
    "alias",
    "anchor",
    "assists_itself",
    "assists_nobody",
    "backward_range",
    "backward_range_of_levels",
    "duplicate_fact",
    "impossible_date",
    "merge_key",
    "proof_of_unknown",
    "quoted_number",
    "quoted_true",
    "responds_in_circle",
    "responds_to_itself",
    "responds_to_nobody",
    "too_many_cases",
    "unknown_cite",
    "unknown_party",
];

#[test]
fn the_schema_refuses_what_a_schema_can_refuse() {
    let validator = validator(&schema::scenario(&embedded::rulebook().unwrap()));
    let mut accepted = Vec::new();
    for path in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/scenarios")).unwrap()
    {
        let path = path.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let source = Source::new(name.clone(), text);
        if json(&source).is_some_and(|value| validator.is_valid(&value)) && !UNSEEN.contains(&name.as_str()) {
            accepted.push(name);
        }
    }
    accepted.sort();
    assert!(accepted.is_empty(), "accepted: {}", accepted.join(", "));
}
