//! `lexcheck check --coverage`: what counts as exercised, counted by hand on the small rulebook.
//!
//! That rulebook asks for 25 points: 17 outcomes (`occurred` met, not met or contested; `by_a_state`
//! met or not met; four tests met, not met or not applicable), 2 elements true or false, 1 exception
//! that applies or does not, and 2 readings.

use super::{Folder, RULES, STRIKE, has, lacks};
use crate::files::files;
use lexcheck::embedded;
use lexcheck::evaluate::{Assessment, evaluate};
use lexcheck::explain::decided::Decided;
use lexcheck::facts::{Case, Settings};
use lexcheck::finding::{Reason, Truth};
use lexcheck::library::coverage::{Coverage, Exercised, Plan};
use lexcheck::library::{self, Compared, Filter};
use lexcheck::outcome::Outcome;
use lexcheck::report::coverage;
use lexcheck::rulebook::{Rulebook, resolve};
use lexcheck::scenario;
use lexcheck::source::Source;
use serde_json::Value;
use std::path::Path;

/// No armed attack, since the Court's reading is taken, and necessity met although no exception applies.
fn minor() -> String {
    let text = STRIKE.replace("author: state_organs", "author: armed_group");
    let text = text.replace("alternatives_left: true", "alternatives_left: false");
    let text =
        text.replace("operations:\n", "readings: {force.attack.gravity_threshold: gravest_forms}\noperations:\n");
    text.replace(
        "force.defence.necessity: not_met\n      force: not_met",
        "force.attack.occurred: not_met\n      force.defence.necessity: met",
    )
}

/// The document of a run over these files.
fn document(files: &[(&str, &str)]) -> Value {
    let folder = Folder::of(files);
    let run = folder.run("check . --coverage=json:coverage.json");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    serde_json::from_str(&std::fs::read_to_string(folder.path().join("coverage.json")).unwrap()).unwrap()
}

/// Points, exercised and reached.
fn share(of: &Value) -> [u64; 3] {
    ["points", "exercised", "reached"].map(|field| of[field].as_u64().unwrap())
}

/// How often a way of a part was expected and reached.
fn count(document: &Value, of: &str, says: Option<&str>, way: &str) -> (u64, u64) {
    let items = document["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["of"] == of && item.get("says").and_then(Value::as_str) == says).unwrap();
    let way = item["ways"].as_array().unwrap().iter().find(|one| one["way"] == way).unwrap();
    (way["expected"].as_u64().unwrap(), way["reached"].as_u64().unwrap())
}

#[test]
fn a_test_is_exercised_by_the_expectations_that_name_it_and_reached_by_assessment() {
    let document = document(&[("strike.yaml", STRIKE)]);
    // Necessity and the conclusion are not met, as expected.
    assert_eq!(share(&document["total"]), [25, 2, 10]);
    // The raid: three tests do not apply. The strike: occurred contested, by a State, necessity not met,
    // proportionality met, not lawful.
    assert_eq!(share(&document["outcomes"]), [17, 2, 8]);
    assert_eq!(share(&document["elements"]), [4, 0, 0]);
    assert_eq!(share(&document["exceptions"]), [2, 0, 0]);
    assert_eq!(share(&document["readings"]), [2, 0, 2]);
    assert_eq!(count(&document, "force.defence.necessity", None, "not_met"), (1, 1));
    assert_eq!(count(&document, "force.defence.necessity", None, "not_applicable"), (0, 1));
    assert_eq!(count(&document, "force.defence.warning", None, "undetermined"), (0, 1));
    assert_eq!(count(&document, "force.attack.occurred", None, "contested"), (0, 1));
    assert_eq!(count(&document, "force.attack.gravity_threshold", Some("any_force"), "dividing"), (0, 1));
}

#[test]
fn elements_exceptions_and_readings_are_exercised_by_what_decided_an_expected_outcome() {
    let document = document(&[("minor.yaml", &minor())]);
    assert_eq!(share(&document["outcomes"])[1], 2);
    assert_eq!(share(&document["elements"])[1], 2);
    assert_eq!(share(&document["exceptions"])[1], 1);
    assert_eq!(share(&document["readings"])[1], 1);
    let occurred = "force.attack.occurred";
    assert_eq!(count(&document, occurred, Some("It was among the gravest forms of force"), "false"), (1, 1));
    assert_eq!(count(&document, occurred, Some("Any force is enough"), "false"), (1, 1));
    assert_eq!(count(&document, occurred, Some("Any force is enough"), "true"), (0, 0));
    assert_eq!(count(&document, "force.attack.gravity_threshold", Some("gravest_forms"), "taken"), (1, 1));
    let exception = Some("Nobody answers for it");
    assert_eq!(count(&document, "force.defence.necessity", exception, "not_applied"), (1, 1));
}

#[test]
fn an_exception_applies_where_it_defeats_what_would_hold() {
    let group = STRIKE.replace("ardenia: {kind: state", "ardenia: {kind: armed_group");
    let applied = |text: &str| {
        let document = document(&[("strike.yaml", text)]);
        count(&document, "force.defence.necessity", Some("Nobody answers for it"), "applied")
    };
    assert_eq!(applied(&group.replace("alternatives_left: true", "alternatives_left: false")), (1, 1));
    assert_eq!(applied(&group), (0, 0), "an alternative was left: it would fail anyway");
}

#[test]
fn what_holds_either_way_exercises_nothing() {
    let either = STRIKE.replace("necessity: not_met", "necessity: [not_met, contested]");
    let document = document(&[("strike.yaml", &either)]);
    assert_eq!(count(&document, "force.defence.necessity", None, "not_met"), (0, 1));
    let folder = Folder::of(&[("strike.yaml", &STRIKE.replace("necessity: not_met", "necessity: met"))]);
    has(&folder.run("check . --coverage").out, "Outcomes of tests: 5.8 %, 1 of 17;");
}

#[test]
fn counts_add_up_over_files_and_workers() {
    let texts: Vec<String> = (0..30).map(|number| if number % 3 == 0 { minor() } else { STRIKE.to_owned() }).collect();
    let names: Vec<String> = (0..30).map(|number| format!("{number:02}.yaml")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = Folder::of(&files);
    let written = |jobs: u32| {
        folder.run(&format!("check . --jobs {jobs} --coverage=json:coverage.json"));
        std::fs::read_to_string(folder.path().join("coverage.json")).unwrap()
    };
    let alone = written(1);
    assert_eq!(written(4), alone);
    let document: Value = serde_json::from_str(&alone).unwrap();
    assert_eq!(share(&document["total"])[1], 8);
    assert_eq!(count(&document, "force.defence.necessity", None, "not_met"), (20, 20));
    assert_eq!(count(&document, "force.defence.necessity", None, "met"), (10, 10));
}

fn small() -> Rulebook {
    resolve::load(&files("tests/bad/rules/base", "yaml")).unwrap()
}

#[test]
fn merging_in_any_order_gives_the_same() {
    let rulebook = small();
    let plan = Plan::of(&rulebook, &rulebook.test_ids().collect::<Vec<_>>());
    let alternatives = minor().replace("alternatives_left: false", "alternatives_left: unknown");
    let exercised: Vec<Exercised> = [STRIKE, &minor(), &alternatives, STRIKE]
        .iter()
        .map(|text| {
            let mut exercised = Exercised::default();
            let source = Source::new("strike.yaml", *text);
            let look = &mut |assessment: &mut Assessment<'_>, compared: &Compared| {
                plan.exercise(assessment, compared, &mut exercised);
            };
            library::check_and_look(source, &rulebook, &Settings::default(), &Filter::default(), look);
            exercised
        })
        .collect();
    let sum = |order: &[usize]| {
        let mut sum = Coverage::of(&plan);
        for index in order {
            sum.add(&exercised[*index]);
        }
        sum
    };
    let whole = sum(&[0, 1, 2, 3]);
    assert_ne!(whole, Coverage::of(&plan));
    assert_eq!(sum(&[3, 1, 0, 2]), whole);
    let (one, other) = (sum(&[0, 2]), sum(&[1, 3]));
    for (first, second) in [(&one, &other), (&other, &one)] {
        let mut merged = first.clone();
        merged.merge(second);
        assert_eq!(merged, whole);
    }
}

#[test]
fn a_threshold_fails_with_the_list_of_what_is_missing() {
    let folder = Folder::of(&[("strike.yaml", STRIKE), ("minor.yaml", &minor())]);
    // 8 of 25 points are exercised.
    assert_eq!(folder.run("check . --coverage-threshold 32").code, Some(0));
    let below = folder.run("check . --coverage-threshold 32.1");
    assert_eq!((below.code, below.err.as_str()), (Some(1), "error: coverage is 32.0 %, and 32.1 % is asked for\n"));
    has(&below.out, "Line 21: outcome: met, contested (reached)");
    lacks(&folder.run("check . --coverage-threshold 32").out, "Coverage");
    let part = folder.run("check . --coverage --coverage-threshold 60 --coverage-of necessity");
    assert_eq!(part.code, Some(0), "{}{}", part.out, part.err);
    has(&part.out, "Coverage: 60.0 %, 3 of 5; reached 80.0 %");
    lacks(&part.out, "force.attack");
    for wrong in ["--coverage-threshold 101", "--coverage=xml:a", "--coverage=json", "--coverage-of necessity"] {
        assert_eq!(folder.run(&format!("check . {wrong}")).code, Some(2), "{wrong}");
    }
    let different = folder.run("check . --coverage-threshold 32 --coverage-of necessity --coverage-of neccesity");
    has(&different.err, "did you mean");
}

#[test]
fn differences_and_unreadable_files_are_told_beside_coverage() {
    let wrong = STRIKE.replace("force: not_met", "force: met");
    let folder = Folder::of(&[("a.yaml", &wrong), ("b.yaml", "title: \"Raid\n"), ("c.yaml", STRIKE)]);
    let run = folder.run("check . --coverage --coverage-threshold 50");
    assert_eq!(run.code, Some(2));
    has(&run.out, "a.yaml:16: strike · force.conclusion.lawful");
    has(&run.out, "Coverage: 8.0 %, 2 of 25; reached 40.0 %");
    has(&run.out, "Files not counted, because the check stopped or they could not be read: 1");
    let stopped = folder.run("check . --coverage --fail-fast");
    has(&stopped.out, "could not be read: 2");
}

/// What LCOV says of a file: lines with how often they were hit.
fn parsed(text: &str) -> Vec<(String, Vec<(usize, u32)>)> {
    let mut records = Vec::new();
    for record in text.split_terminator("end_of_record\n") {
        let all = |key: &str| record.lines().filter_map(|line| line.strip_prefix(key)).collect::<Vec<_>>();
        let one = |key: &str| all(key)[0].parse::<usize>().unwrap();
        let lines: Vec<(usize, u32)> = all("DA:")
            .iter()
            .map(|line| line.split_once(',').unwrap())
            .map(|(line, hits)| (line.parse().unwrap(), hits.parse().unwrap()))
            .collect();
        assert_eq!((one("LF:"), one("LH:")), (lines.len(), lines.iter().filter(|(_, hits)| *hits > 0).count()));
        assert_eq!((one("FNF:"), all("FN:").len()), (all("FN:").len(), all("FNDA:").len()));
        assert_eq!(one("FNH:"), all("FNDA:").iter().filter(|line| !line.starts_with("0,")).count());
        let branches = all("BRDA:");
        let taken = branches.iter().filter(|branch| !branch.ends_with(",0") && !branch.ends_with(",-")).count();
        assert_eq!((one("BRF:"), one("BRH:")), (branches.len(), taken));
        records.push((all("SF:")[0].to_owned(), lines));
    }
    records
}

#[test]
fn lcov_points_at_the_lines_of_the_rules() {
    let folder = Folder::of(&[("strike.yaml", STRIKE), ("minor.yaml", &minor())]);
    folder.run("check . --coverage=lcov:coverage.info");
    let text = std::fs::read_to_string(folder.path().join("coverage.info")).unwrap();
    let records = parsed(&text);
    assert_eq!(records.len(), 3);
    let sum = |key: &str| -> u32 {
        text.lines().filter_map(|line| line.strip_prefix(key)).map(|number| number.parse::<u32>().unwrap()).sum()
    };
    assert_eq!((sum("BRF:"), sum("BRH:")), (25, 8));
    let on = |file: &str, words: &str| {
        let path = Path::new(RULES).join(file);
        let rules = std::fs::read_to_string(&path).unwrap();
        let (_, lines) = records.iter().find(|(name, _)| Path::new(name) == path).unwrap();
        let line = rules.lines().position(|line| line.contains(words)).unwrap() + 1;
        lines.iter().find(|(number, _)| *number == line).map(|(_, hits)| *hits)
    };
    assert_eq!(on("force/attack.yaml", "occurred:"), Some(1));
    assert_eq!(on("force/attack.yaml", "by_a_state:"), Some(0));
    assert_eq!(on("force/attack.yaml", "element: It was among"), Some(1));
    assert_eq!(on("force/attack.yaml", "gravest_forms:"), Some(1));
    assert_eq!(on("force/attack.yaml", "any_force: {"), Some(0));
    assert_eq!(on("force/defence.yaml", "necessity:"), Some(2));
    assert_eq!(on("force/defence.yaml", "exception:"), Some(1));
    assert_eq!(on("force/conclusion.yaml", "lawful:"), Some(1));
    assert_eq!(on("force/attack.yaml", "positions:"), None);
}

/// `INSTA_UPDATE=always cargo test schema` writes it anew.
#[test]
fn the_json_follows_the_schema_on_disk() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/coverage.json");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, coverage::schema()).unwrap();
    }
    let schema = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(schema, coverage::schema(), "schemas/coverage.json is out of date");
    let validator = jsonschema::draft7::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let document = document(&[("strike.yaml", STRIKE), ("minor.yaml", &minor())]);
    if let Err(wrong) = validator.validate(&document) {
        panic!("{wrong} at {}", wrong.instance_path);
    }
    assert!(!validator.is_valid(&serde_json::json!({"version": 1})), "the schema takes anything");
}

/// What counting takes for decisive is what a finding tells as decisive.
#[test]
fn what_is_counted_is_what_findings_tell() {
    let rulebook = embedded::rulebook().unwrap();
    for source in files("scenarios/essays", "yaml") {
        let scenario = scenario::parse(&source, 0).unwrap();
        let case = Case::of(&scenario, &rulebook, &Settings::default()).unwrap();
        let mut assessment = evaluate(&rulebook, &case);
        for (operation, test) in (0..case.operations.len()).flat_map(|one| rulebook.test_ids().map(move |id| (one, id)))
        {
            let rule = rulebook.test(test);
            if !matches!(assessment.outcome(operation, test), Outcome::Met | Outcome::NotMet) {
                continue;
            }
            let finding = assessment.explain(operation, test);
            let mut told = Vec::new();
            let own = |reason: &&Reason| reason.decides;
            let mut todo: Vec<&Reason> = finding.conditions.iter().filter(own).collect();
            while let Some(reason) = todo.pop() {
                if reason.named && matches!(reason.truth, Truth::True | Truth::False) {
                    told.push((reason.says.to_string(), reason.truth == Truth::True));
                }
                todo.extend(reason.parts.iter().filter(own));
            }
            let mut counted = Vec::new();
            let conditions = rule.applies_when.map_or(rule.conditions.0, |gate| gate.0 + 1)..=rule.met_when.0;
            assessment.decided(operation, test, &mut |decided| {
                if let Decided::Condition(id, truth) = decided
                    && conditions.contains(&id.0)
                    && let Some(element) = &rulebook.condition(id).element
                {
                    counted.push((element.to_string(), truth));
                }
            });
            told.sort();
            counted.sort();
            assert_eq!(counted, told, "{}: {}", source.name, rule.id);
        }
    }
}
