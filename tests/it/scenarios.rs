//! The scenarios as they are shipped: each holds to what its author expects.

use crate::files::files;
use lexcheck::embedded;
use lexcheck::facts::Settings;
use lexcheck::library::{Filter, Tally, check};
use lexcheck::report::check::Form;
use lexcheck::report::check::text::Text;
use lexcheck::report::page::Layout;
use lexcheck::yaml::{self, Node, Quoting};
use serde_yaml::Value;

#[test]
fn every_expectation_of_every_scenario_holds() {
    let rulebook = embedded::rulebook().unwrap();
    let mut tally = Tally::default();
    let mut text = Text::new(Layout::default());
    let mut wrong = String::new();
    for source in files("scenarios", "yaml") {
        let checked = check(source, &rulebook, &Settings::default(), &Filter::default());
        tally.add(&checked);
        wrong.push_str(&text.file(&checked));
        for problem in checked.scenarios.as_ref().err().into_iter().flatten() {
            wrong.push_str(&problem.draw(&[&checked.source], false));
        }
        if checked.scenarios.iter().flatten().any(|scenario| scenario.silent) {
            wrong.push_str(&format!("{} has a story that expects nothing\n", checked.source.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{tally:?}");
    assert!(tally.scenarios > 0, "there are no scenarios");
}

#[test]
fn our_reader_of_yaml_reads_every_file_as_serde_yaml_does() {
    for source in files("rules", "yaml").into_iter().chain(files("scenarios", "yaml")) {
        let theirs: Value = serde_yaml::from_str(&source.text).unwrap();
        let ours = yaml::load(&source, 0).unwrap();
        if let Some(path) = difference_at(&ours, &theirs, String::new()) {
            panic!("{}: read differently at {path}", source.name);
        }
    }
}

/// The path to the first value that two readers read differently.
fn difference_at(ours: &Node<'_>, theirs: &Value, path: String) -> Option<String> {
    match (&ours.value, theirs) {
        (yaml::Value::Scalar(text, Quoting::Plain), theirs) => {
            // A bare word has no type yet; what it would be on its own, it must be here.
            let alone: Value = serde_yaml::from_str(text).unwrap();
            (alone != *theirs).then_some(path)
        }
        (yaml::Value::Scalar(text, _), Value::String(theirs)) => (text != theirs).then_some(path),
        (yaml::Value::List(ours), Value::Sequence(theirs)) if ours.len() == theirs.len() => {
            let mut both = ours.iter().zip(theirs).enumerate();
            both.find_map(|(index, (ours, theirs))| difference_at(ours, theirs, format!("{path}[{index}]")))
        }
        (yaml::Value::Map(ours), Value::Mapping(theirs)) if ours.len() == theirs.len() => {
            ours.iter().zip(theirs).find_map(|(entry, (key, theirs))| {
                let path = format!("{path}.{}", entry.key);
                if as_text(key) == entry.key { difference_at(&entry.node, theirs, path) } else { Some(path) }
            })
        }
        _ => Some(path),
    }
}

fn as_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        other => panic!("a key is {other:?}"),
    }
}
