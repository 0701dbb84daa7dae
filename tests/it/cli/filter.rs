//! `assess --format jsonl`: one scenario a line in, one report a line out.

use super::{Folder, STRIKE, has};
use crate::files::files;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

/// A YAML text as a line of JSON, in the same order.
fn line(yaml: &str) -> String {
    serde_json::to_string(&serde_yaml::from_str::<serde_yaml::Value>(yaml).unwrap()).unwrap()
}

/// The lines that come out, and how it ended.
fn filter(lines: &str, options: &str) -> (Vec<Value>, Option<i32>) {
    let run = Folder::of(&[("lines.jsonl", lines)]).run(&format!("assess --format jsonl {options} lines.jsonl"));
    assert_eq!(run.err, "");
    (run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), run.code)
}

/// What stands where in the file is not the same in one line as in many.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !matches!(name.as_str(), "line" | "file" | "column"));
            members.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

#[test]
fn a_scenario_reads_the_same_in_json() {
    let essays = files("scenarios/essays", "yaml");
    let lines: Vec<String> = essays.iter().map(|essay| line(&essay.text)).collect();
    let folder = Folder::of(&[("lines.jsonl", &lines.join("\n"))]);
    for essay in &essays {
        folder.write(&essay.name, &essay.text);
    }
    let names: Vec<&str> = essays.iter().map(|essay| essay.name.as_str()).collect();
    let json = folder.run_with_all_rules("assess --format jsonl lines.jsonl");
    let yaml = folder.run_with_all_rules(&format!("assess --format jsonl --jobs 1 {}", names.join(" ")));
    assert_eq!((json.code, yaml.code), (Some(0), Some(0)), "{}", json.out);
    let both: Vec<(&str, &str)> = json.out.lines().zip(yaml.out.lines()).collect();
    assert_eq!(both.len(), essays.len());
    for ((json, yaml), essay) in both.into_iter().zip(&essays) {
        let [mut json, mut yaml]: [Value; 2] = [json, yaml].map(|line| serde_json::from_str(line).unwrap());
        assert_eq!(yaml["reports"][0]["file"], essay.name);
        without_places(&mut json);
        without_places(&mut yaml);
        assert!(json == yaml, "{} is not the same in JSON", essay.name);
    }
}

#[test]
fn what_cannot_be_read_is_said_in_its_place() {
    let good = |title: &str| line(&STRIKE.replace("Strike on the Kesh camp", title));
    let misspelt = line(&STRIKE.replace("gravity", "gravty"));
    let lines = format!("{}\n\n{{\"title\": \"torn\n  \t\r\n{}\r\n{misspelt}\n{}", good("a"), good("b"), good("c 😀"));
    let (told, code) = filter(&lines, "");
    let short: Vec<String> = told
        .iter()
        .map(|line| match line["reports"].as_array().unwrap().as_slice() {
            [report] => format!("{} {}", report["file"], report["title"]),
            _ => format!("{} {}", line["problems"][0]["file"], line["problems"][0]["message"]),
        })
        .collect();
    insta::assert_snapshot!(short.join("\n"), @r#"
    "lines.jsonl:1" "a"
    "lines.jsonl:3" "this quotation is never closed"
    "lines.jsonl:5" "b"
    "lines.jsonl:6" "unknown fact `attack.gravty`"
    "lines.jsonl:7" "c 😀"
    "#);
    assert_eq!(code, Some(2));
}

#[test]
fn characters_that_json_writes_as_two_escapes_are_one() {
    let escaped = line(&STRIKE.replace("Strike on", "Strike @ on")).replace('@', r"\ud83d\ude00\u00e9");
    assert_eq!(filter(&escaped, "").0[0]["reports"][0]["title"], "Strike 😀é on the Kesh camp");
    let half = escaped.replace(r"\ude00", "");
    has(filter(&half, "").0[0]["problems"][0]["message"].as_str().unwrap(), "invalid Unicode");
}

#[test]
fn a_line_over_the_limit_is_passed_by() {
    let good = line(STRIKE);
    let long = line(&STRIKE.replace("Strike on", &"x".repeat(5 << 20)));
    let (told, code) = filter(&format!("{good}\n{long}\n{good}\n"), "");
    has(told[1]["problems"][0]["message"].as_str().unwrap(), "bytes; at most 4194304 are read");
    assert_eq!(told[2]["reports"][0]["file"], "lines.jsonl:3");
    assert_eq!((told.len(), code), (3, Some(2)));
}

#[test]
fn order_is_kept_however_many_work() {
    let title = |number: usize| format!("Strike {number}");
    let lines: Vec<String> =
        (0..300).map(|number| line(&STRIKE.replace("Strike on the Kesh camp", &title(number)))).collect();
    let (told, code) = filter(&lines.join("\n"), "--jobs 4 --only necessity");
    assert_eq!((told.len(), code), (300, Some(0)));
    assert!((0..300).all(|number| told[number]["reports"][0]["title"] == title(number)));
}

#[test]
fn what_is_asked_of_a_scenario_is_asked_of_each_line() {
    let lines = format!("{}\n{}\n", line(STRIKE), line(&STRIKE.replace("  strike:", "  blow:")));
    let (told, code) = filter(&lines, "--operation strike --only necessity");
    assert_eq!(told[0]["reports"][0]["operations"].as_array().unwrap().len(), 1);
    assert_eq!(told[1]["problems"][0]["message"], "unknown operation `strike`");
    assert_eq!(code, Some(2));
    assert_eq!(filter(&line(STRIKE), "--fail-on breach").1, Some(1));
    let (told, code) = filter(&line(STRIKE), "--case raid_only");
    assert_eq!(told[0]["problems"][0]["message"], "unknown case `raid_only`");
    assert_eq!(code, Some(2));
}

fn running() -> std::process::Child {
    let mut command = Command::new(cargo_bin("lexcheck"));
    command.args(["assess", "--format", "jsonl", "--rules", super::RULES, "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_line_is_answered_before_the_next_is_sent() {
    let mut filter = running();
    let (mut to, from) = (filter.stdin.take().unwrap(), filter.stdout.take().unwrap());
    let mut from = BufReader::new(from);
    for number in 1..=3 {
        writeln!(to, "{}", line(STRIKE)).unwrap();
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        has(&answer, &format!("\"file\":\"<stdin>:{number}\""));
    }
    drop(to);
    assert!(filter.wait().unwrap().success());
}

#[test]
fn a_reader_who_has_had_enough_ends_it_quietly() {
    let mut filter = running();
    let (mut to, from) = (filter.stdin.take().unwrap(), filter.stdout.take().unwrap());
    let writer = std::thread::spawn(move || {
        let line = line(STRIKE);
        (0..1_000_000).take_while(|_| writeln!(to, "{line}").is_ok()).count()
    });
    BufReader::new(from).read_line(&mut String::new()).unwrap();
    let mut complaint = String::new();
    filter.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    assert_eq!((filter.wait().unwrap().code(), complaint.as_str()), (Some(0), ""));
    assert!(writer.join().unwrap() < 1_000_000);
}
