//! Reports as people and programs read them: their words, their width, their schema.

use crate::files::files;
use lexcheck::diagnostic::Diagnostic;
use lexcheck::embedded;
use lexcheck::evaluate::evaluate;
use lexcheck::explain::Extent;
use lexcheck::facts::{Case, Settings};
use lexcheck::library::{self, Filter};
use lexcheck::problem::Problem;
use lexcheck::report::check::Form;
use lexcheck::report::check::text::Text;
use lexcheck::report::json::{self, Document};
use lexcheck::report::page::Layout;
use lexcheck::report::text::{self, Depth};
use lexcheck::report::{Report, Selection, tree};
use lexcheck::rulebook::Rulebook;
use lexcheck::scenario;
use lexcheck::source::Source;
use std::path::Path;
use textwrap::core::display_width;

const COLUMNS: Layout = Layout { width: 80, colour: false, plain: false };
const SENTENCES: Layout = Layout { width: 80, colour: false, plain: true };

fn report(rulebook: &Rulebook, source: &Source, selection: &Selection) -> Report {
    let scenario = scenario::parse(source, 0).unwrap();
    let case = Case::of(&scenario, rulebook, &Settings::default()).unwrap();
    Report::of(&source.name, &scenario, &mut evaluate(rulebook, &case), selection)
}

fn case(name: &str) -> Source {
    let path = format!("scenarios/cases/{name}.yaml");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
    Source::new(path, text)
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_short_report_reads_well() {
    let rulebook = embedded::rulebook().unwrap();
    let short = Selection { extent: Extent::Short, ..Selection::default() };
    for name in ["martic", "mccann"] {
        let report = report(&rulebook, &case(name), &short);
        snapshot(&format!("assess_{name}"), &text::write(&report, Depth::Short, COLUMNS));
        snapshot(&format!("assess_{name}_plain"), &text::write(&report, Depth::Short, SENTENCES));
        snapshot(&format!("assess_{name}_conclusions"), &text::write(&report, Depth::Conclusions, COLUMNS));
    }
}

/// The short report of one operation of a scenario, each run of spaces and line ends as one space.
fn short_of(path: &str, operation: &str) -> String {
    let source = files("scenarios", "yaml").into_iter().find(|file| file.name == format!("scenarios/{path}")).unwrap();
    let operations = vec![operation.to_owned()];
    let selection = Selection { extent: Extent::Short, operations, ..Selection::default() };
    let report = report(&embedded::rulebook().unwrap(), &source, &selection);
    text::write(&report, Depth::Short, SENTENCES).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_dispute_is_told_once_with_the_tests_that_follow_it() {
    let report = short_of("worked/shots_across_the_line.yaml", "first_shots");
    assert_eq!(report.matches("first_shot →").count(), 1, "{report}");
    assert!(report.contains("tests that hang on International armed conflict: contested."), "{report}");
    assert!(report.contains("no breach on any reading: Doubt about a person; "), "{report}");
    assert!(!report.contains("whether it applies"), "{report}");
}

#[test]
fn a_ground_pleaded_is_told_and_so_is_the_basis_that_it_leaves_open() {
    let report = short_of("worked/rescue_with_gaps.yaml", "landing");
    assert!(report.contains("Protection of nationals and hostage rescue · justification: undetermined."), "{report}");
    assert!(report.contains("Lawful basis for force · conclusion: undetermined."), "{report}");
}

#[test]
fn grounds_that_nobody_raises_are_counted() {
    let report = short_of("cases/lebanon_2006.yaml", "campaign");
    assert!(!report.contains("handed a person over"), "{report}");
    let report = short_of("worked/drone_over_a_quiet_state.yaml", "strike");
    assert!(report.contains("Lawful basis for force · conclusion: not met. none of its"), "{report}");
}

#[test]
fn no_finding_stands_under_a_heading_that_says_not_engaged() {
    let rulebook = embedded::rulebook().unwrap();
    let short = Selection { extent: Extent::Short, ..Selection::default() };
    for source in files("scenarios", "yaml") {
        let text = text::write(&report(&rulebook, &source, &short), Depth::Short, COLUMNS);
        let heading = text.lines().find(|line| line.ends_with("  not engaged"));
        assert_eq!(heading, None, "{}", source.name);
    }
    let report = short_of("cases/kadi.yaml", "first_listing");
    assert!(report.contains("STATE RESPONSIBILITY: no conclusion, 1 requirement not met"), "{report}");
    let report = short_of("worked/the_clause_that_permits.yaml", "vague_words");
    assert!(report.contains("JUS AD BELLUM: no conclusion arises"), "{report}");
    assert!(report.contains("Binding force and primacy · threshold: not met."), "{report}");
}

#[test]
fn a_difference_fits_on_a_screen() {
    let rulebook = embedded::rulebook().unwrap();
    let right = case("nuclear_weapons");
    let wrong = Source::new(right.name, right.text.replace("ihl: undetermined", "ihl: met"));
    let checked = library::check(wrong, &rulebook, &Settings::default(), &Filter::default());
    let text = Text::new(COLUMNS).file(&checked);
    let differences = text.matches("  expected met").count();
    assert!(differences > 0 && text.lines().count() <= 24 * differences, "{text}");
    assert!(text.contains("lexcheck explain scenarios/cases/nuclear_weapons.yaml ihl.conclusion.lawful"), "{text}");
}

#[test]
fn one_test_is_told_in_full() {
    let rulebook = embedded::rulebook().unwrap();
    let test = "jus_ad_bellum.self_defence.necessity";
    let whole = Selection { not_applicable: true, ..Selection::default() };
    let found = report(&rulebook, &case("oil_platforms"), &whole);
    snapshot("explain_oil_platforms_necessity", &tree::write(&found, test, COLUMNS));
    let only = Selection {
        tests: vec![rulebook.names.tests[test]],
        operations: vec!["salman_and_nasr".to_owned()],
        ..Selection::default()
    };
    let found = report(&rulebook, &case("oil_platforms"), &only);
    snapshot("assess_oil_platforms_only_necessity", &text::write(&found, Depth::Full, COLUMNS));
    let document: serde_json::Value = serde_json::from_str(&Document::new(vec![found], Vec::new()).write()).unwrap();
    snapshot("assess_oil_platforms_only_necessity_json", &serde_json::to_string_pretty(&document).unwrap());
}

#[test]
fn no_line_is_wider_than_the_page() {
    let rulebook = embedded::rulebook().unwrap();
    let whole = Selection { not_applicable: true, ..Selection::default() };
    for source in files("scenarios", "yaml") {
        let report = report(&rulebook, &source, &whole);
        for width in [60, 80, 120] {
            for depth in [Depth::Conclusions, Depth::Short, Depth::Full] {
                for line in text::write(&report, depth, Layout { width, ..COLUMNS }).lines() {
                    let found = display_width(line);
                    assert!(found <= width, "{}: {found} columns of {width}: {line}", source.name);
                }
            }
        }
    }
}

#[test]
fn the_json_follows_its_schema() {
    let rulebook = embedded::rulebook().unwrap();
    let schema = serde_json::from_str(&json::schema()).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let broken = Diagnostic::whole(Problem::Empty);
    let nothing = Source::new("nothing.yaml", "");
    let selections = [
        Selection { extent: Extent::Most, ..Selection::default() },
        Selection { not_applicable: true, ..Selection::default() },
    ];
    for source in files("scenarios", "yaml") {
        for selection in &selections {
            let problems = vec![json::Problem::of(&broken, &nothing)];
            let text = Document::new(vec![report(&rulebook, &source, selection)], problems).write();
            let document = serde_json::from_str(&text).unwrap();
            if let Err(wrong) = validator.validate(&document) {
                panic!("{}: {wrong} at {}", source.name, wrong.instance_path);
            }
        }
    }
    let wrong = serde_json::json!({"version": "one", "reports": []});
    assert!(!validator.is_valid(&wrong), "the schema takes anything");
}

/// `INSTA_UPDATE=always cargo test schema` writes it anew.
#[test]
fn the_schema_on_disk_is_that_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/report.json");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, json::schema()).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(stored == json::schema(), "schemas/report.json is not what `report::json::schema` gives");
}
