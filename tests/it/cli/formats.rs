//! The forms of a check's results: what programs read follows its schema, and nothing in a name or a text breaks out.

use super::{Folder, Run, STRIKE, has, lacks};
use lexcheck::report::check::json;
use pulldown_cmark::{Event, Options, Parser, Tag, html};
use serde_json::Value;
use std::fs;
use std::path::Path;
use uppsala::{Document, NodeId, XsdValidator};

/// A file, an operation and a variation by names that every format has a use for.
const NAME: &str = "50%, a:b \"<&>\" 'c'\n::error::]]>.yaml";
const OPERATION: &str = "strike %0A <b>& \u{7} \u{9b}31m \u{202e}";
const CASE: &str = "last](x) {0} <i> \n::warning::\u{1b}[31m";

/// Two files that differ, one of them by name too, one that holds and one that cannot be read.
fn library() -> Folder {
    let hostile = format!(
        "title: \"]]> <script>alert(1)</script> \\u0000 \\u001b[31m\"\n{}cases:\n  {case}:\n    operations:\n      \
         {operation}:\n        expect: {{force: {{outcome: not_met, holding: \"<b>%0A]]>\\u0007\"}}, force.defence.necessity: met}}\n",
        STRIKE.split_once('\n').unwrap().1.replace("  strike:\n", &format!("  {}:\n", quoted(OPERATION))).replace(
            "force.defence.necessity: not_met",
            "\"force.defence.necessity\": {outcome: not_met, exception: Nobody answers for it}"
        ),
        case = quoted(CASE),
        operation = quoted(OPERATION),
    );
    Folder::of(&[
        (NAME, &hostile),
        ("different.yaml", &STRIKE.replace("      force: not_met", "      # é𝄞\n      force: met")),
        ("misspelt.yaml", &STRIKE.replace("deaths", "<deths>\\u0007")),
        ("right.yaml", STRIKE),
    ])
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('\u{9b}', "\\u009b").replace('\u{202e}', "\\u202e")
}

fn one(format: &str) -> Run {
    library().run(&format!("check . --format {format}"))
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn schema_of(text: &str) -> jsonschema::Validator {
    jsonschema::draft7::new(&json_of(text)).unwrap()
}

#[track_caller]
fn follows(schema: &jsonschema::Validator, document: &Value) {
    let wrong: Vec<String> =
        schema.iter_errors(document).map(|wrong| format!("{wrong} at {}", wrong.instance_path)).collect();
    assert!(wrong.is_empty(), "{}\n{document:#}", wrong.join("\n"));
}

/// No control character and none that turns the direction of writing, but for the ends of lines.
#[track_caller]
fn steers_nothing(text: &str) {
    let steering = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.contains(steering), "{text:?}");
}

#[test]
fn the_document_follows_its_schema() {
    let run = one("json");
    assert_eq!((run.code, run.err.as_str()), (Some(2), ""));
    steers_nothing(&run.out);
    let document = json_of(&run.out);
    follows(&schema_of(&json::schema()), &document);
    assert_eq!(
        document["summary"],
        serde_json::json!({
            "files": 4, "scenarios": 4, "silent": 0, "held": 5, "different": 3, "unreadable": 1, "left_out": 0, "passed": false,
        })
    );
    let hostile = &document["files"][0];
    assert_eq!(hostile["file"], format!("./{NAME}"));
    assert_eq!(hostile["scenarios"][1]["case"], CASE);
    let right_for_the_wrong_reason = &hostile["expectations"][0];
    assert_eq!(right_for_the_wrong_reason["operation"], OPERATION);
    assert_eq!(right_for_the_wrong_reason["got"], "not_met");
    let difference = &right_for_the_wrong_reason["difference"];
    assert_eq!(difference["not_because_of"][0], "the exception \"Nobody answers for it\"");
    assert_eq!(difference["facts"][0]["fact"], "defence.alternatives_left");
    assert_eq!(hostile["expectations"][2]["holding"], "<b>%0A]]>\u{7}");
    assert_eq!(document["files"][2]["problems"][0]["line"], 12);
}

#[test]
fn each_line_follows_its_schema_and_the_last_one_counts() {
    let run = one("jsonl");
    steers_nothing(&run.out);
    let schema = schema_of(&json::line_schema());
    let lines: Vec<Value> = run.out.lines().map(json_of).collect();
    for line in &lines {
        follows(&schema, line);
    }
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    let expectations = kinds.iter().filter(|kind| **kind == "expectation").count();
    assert_eq!((expectations, kinds.len(), *kinds.last().unwrap()), (7 + 1, 10, "summary"));
    assert!(!schema.is_valid(&serde_json::json!({"version": 1, "kind": "expectation"})), "the schema takes anything");
}

/// `INSTA_UPDATE=always cargo test schemas` writes them anew.
#[test]
fn the_schemas_on_disk_are_those_of_the_program() {
    for (name, text) in [("check", json::schema()), ("check_line", json::line_schema())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{name}.json"));
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::write(&path, &text).unwrap();
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == text, "schemas/{name}.json is not what `report::check::json` gives");
    }
    let run = library().run("schema check-line");
    assert_eq!(run.out, json::line_schema());
}

/// The elements of a name.
fn elements(document: &Document<'_>, name: &str) -> Vec<NodeId> {
    document.get_elements_by_tag_name(name)
}

#[test]
fn junit_follows_the_schema_of_jenkins() {
    let run = one("junit");
    steers_nothing(&run.out);
    let document = uppsala::parse(&run.out).unwrap();
    let schema = uppsala::parse(include_str!("../../schemas/junit-10.xsd")).unwrap();
    let schema = XsdValidator::from_schema(&schema).unwrap();
    let wrong = schema.validate(&document);
    assert!(wrong.is_empty(), "{wrong:?}\n{}", run.out);
    let wrong = uppsala::parse("<testsuites><testsuite name='a'/></testsuites>").unwrap();
    assert!(!schema.validate(&wrong).is_empty(), "the schema takes anything");

    let suites = elements(&document, "testsuite");
    let counts = |suite: &NodeId| {
        ["name", "tests", "failures", "errors"].map(|name| document.get_attribute(*suite, name).unwrap())
    };
    assert_eq!(
        suites.iter().map(counts).collect::<Vec<_>>(),
        [
            [NAME, "4", "2", "0"],
            ["different.yaml", "2", "1", "0"],
            ["misspelt.yaml", "1", "0", "1"],
            ["right.yaml", "2", "0", "0"],
        ]
    );
    let failures = elements(&document, "failure");
    let says: Vec<&str> = failures.iter().map(|failure| document.get_attribute(*failure, "message").unwrap()).collect();
    has(says[0], "not_met as expected, but not because of the exception \"Nobody answers for it\"");
    has(
        says[1],
        "expected met, got not_met; fails: not defence.alternatives_left; defence.alternatives_left = true (line 13)",
    );
    has(
        &document.text_content_deep(failures[2]),
        "./different.yaml:17: strike · force.conclusion.lawful\n  Expected: met\n  Got: not_met\n",
    );
    let errors = elements(&document, "error");
    has(&document.text_content_deep(errors[0]), "misspelt.yaml:12:");
    let cases: Vec<&str> =
        elements(&document, "testcase").iter().filter_map(|case| document.get_attribute(*case, "name")).collect();
    assert!(cases[2].starts_with("last](x) {0} <i> \n::warning::\u{241b}[31m::force."), "{cases:?}");
}

#[test]
fn sarif_follows_the_schema_of_oasis() {
    let run = one("sarif --handbook https://example.org/book.html");
    steers_nothing(&run.out);
    let log = json_of(&run.out);
    let schema = schema_of(include_str!("../../schemas/sarif-2.1.0.json"));
    follows(&schema, &log);
    assert!(!schema.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{}]})), "the schema takes anything");

    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rules[index][text]["text"].as_str().unwrap().is_empty());
        }
    }
    let places: Vec<(&Value, [&Value; 3])> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let region = &place["region"];
            (&place["artifactLocation"]["uri"], [&region["startLine"], &region["startColumn"], &region["endColumn"]])
        })
        .collect();
    let uri = serde_json::json!("50%25%2C%20a%3Ab%20%22%3C%26%3E%22%20%27c%27%0A%3A%3Aerror%3A%3A%5D%5D%3E.yaml");
    let numbers = |numbers: [u32; 3]| numbers.map(Value::from);
    let expected = [
        (&uri, numbers([15, 7, 32])),
        (&uri, numbers([21, 73, 96])),
        (&serde_json::json!("different.yaml"), numbers([17, 7, 12])),
        (&serde_json::json!("misspelt.yaml"), numbers([12, 54, 67])),
    ]
    .map(|(uri, numbers)| format!("{uri} {numbers:?}"));
    assert_eq!(places.iter().map(|(uri, numbers)| format!("{uri} {numbers:?}")).collect::<Vec<_>>(), expected);

    let related = &results[0]["relatedLocations"];
    let rule = &related[0]["physicalLocation"];
    assert!(rule["artifactLocation"]["uri"].as_str().unwrap().ends_with("/tests/bad/rules/base/force/defence.yaml"));
    assert_eq!(rule["region"]["startLine"], 18);
    assert_eq!(related[1]["physicalLocation"]["region"]["startLine"], 13);
    let message = results[1]["message"]["text"].as_str().unwrap();
    has(message, "last] (x) {{0}} <i>");
    has(message, "([the fact](1), [the rule](0))");
    assert_eq!(rules[1]["helpUri"], "https://example.org/book.html#force.defence.necessity");
    has(rules[1]["help"]["text"].as_str().unwrap(), "- Nicaragua (ICJ 1986) para 191: Force must be necessary.");
    has(rules[1]["help"]["markdown"].as_str().unwrap(), "lexcheck rules show force.defence.necessity");
}

#[test]
fn a_clean_run_closes_the_alerts_of_earlier_ones() {
    let run = Folder::of(&[("strike.yaml", STRIKE)]).run("check . --format sarif");
    assert_eq!(run.code, Some(0));
    let log = json_of(&run.out);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
    follows(&schema_of(include_str!("../../schemas/sarif-2.1.0.json")), &log);
}

#[test]
fn where_the_program_carries_the_rules_sarif_names_them_below_a_base() {
    let text = "title: Raid\nparties: {ardenia: {kind: state}}\noperations:\n  raid:\n    by: ardenia\n    expect: {jus_ad_bellum: met}\n";
    let run = Folder::of(&[("raid.yaml", text)]).run_with_all_rules("check . --format sarif");
    let log = json_of(&run.out);
    follows(&schema_of(include_str!("../../schemas/sarif-2.1.0.json")), &log);
    let run = &log["runs"][0];
    let place = &run["results"][0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(*place, serde_json::json!({"uri": "jus_ad_bellum/conclusion.yaml", "uriBaseId": "RULES"}));
    assert!(run["originalUriBaseIds"]["RULES"].is_object());
}

/// A workflow command as GitHub's runner takes it apart.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let plain = |text: &str| {
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let properties = properties.split(',').map(|one| one.split_once('=').unwrap());
    (name.to_owned(), properties.map(|(name, value)| (name.to_owned(), plain(value))).collect(), plain(message))
}

#[test]
fn an_annotation_stands_at_its_line_and_no_name_gives_a_command() {
    let run = one("github");
    steers_nothing(&run.out);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 5, "{}", run.out);
    assert_eq!(lines[4], "4 scenarios: 5 expectations hold, 3 differ; 1 file could not be read.");
    let commands: Vec<_> = lines[..4].iter().map(|line| command(line)).collect();
    let property = |index: usize, name: &str| {
        let properties: &Vec<(String, String)> = &commands[index].1;
        properties.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone()).unwrap()
    };
    assert!(commands.iter().all(|(name, ..)| name == "error"));
    assert_eq!((property(0, "file").as_str(), property(0, "line").as_str()), (NAME, "15"));
    has(&commands[0].2, "But not because of: the exception \"Nobody answers for it\"\n");
    has(&property(1, "title"), "last](x) {0} <i> \n::warning::\u{241b}[31m · strike %0A <b>&");
    assert_eq!((property(2, "line").as_str(), property(2, "col").as_str()), ("17", "7"));
    has(&commands[2].2, "Expected: met\nGot: not_met\n");
    assert_eq!((property(3, "file").as_str(), property(3, "line").as_str()), ("misspelt.yaml", "12"));
    has(&commands[3].2, "unknown fact");
}

#[test]
fn what_github_does_not_show_is_counted() {
    let wrong = STRIKE.replace("force: not_met", "force: met");
    let names: Vec<String> = (0..12).map(|number| format!("{number:02}.yaml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), wrong.as_str())).collect();
    let run = Folder::of(&files).run("check . --format github");
    assert_eq!(run.out.matches("::error ").count(), 12);
    has(&run.out, "::notice title=lexcheck::2 more are only in the log of this step");
}

#[test]
fn a_summary_folds_differences_up_and_no_text_becomes_a_tag() {
    let run = one("markdown");
    steers_nothing(&run.out);
    has(&run.out, "| files | scenarios | expectations hold | differ | files not read |");
    has(&run.out, "| 4 | 4 | 5 | 3 | 1 |");
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(&run.out, Options::ENABLE_TABLES));
    assert_eq!(page.matches("<details>").count(), 4, "{page}");
    assert_eq!(page.matches("<pre>").count(), page.matches("</pre>").count());
    for tag in ["<script", "<b>", "<i>"] {
        lacks(&page, tag);
    }
    has(&page, "&lt;b&gt;");
    let links =
        Parser::new(&run.out).filter(|event| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. })));
    assert_eq!(links.count(), 0);
}

#[test]
fn several_forms_are_written_at_once() {
    let folder = library();
    let run = folder.run("check . --format junit=report.xml --format sarif=report.sarif --format markdown=summary.md");
    assert_eq!(run.code, Some(2));
    has(&run.out, "4 scenarios: 5 expectations hold, 3 differ; 1 file could not be read.");
    has(&run.err, "unknown fact");
    for (name, format) in [("report.xml", "junit"), ("report.sarif", "sarif"), ("summary.md", "markdown")] {
        let alone = folder.run(&format!("check . --format {format}"));
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), alone.out, "{format}");
        assert_eq!(alone.err, "", "the form says itself what is wrong");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_named_and_the_others_are_written() {
    let folder = Folder::of(&[("strike.yaml", STRIKE)]);
    let run = folder.run("check . --format junit=/dev/full --format json=nowhere/a.json --format jsonl=a.jsonl");
    assert_eq!(run.code, Some(2));
    has(&run.out, "1 scenario: 2 expectations hold, 0 differ.");
    has(&run.err, "error: cannot write /dev/full: No space left on device");
    has(&run.err, "error: cannot write nowhere/a.json: there is no such folder");
    let lines = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    has(lines.lines().last().unwrap(), "\"kind\":\"summary\"");
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let folder = Folder::of(&[("strike.yaml", STRIKE)]);
    let refused = [
        ("--format json --format text", "only one form can go to standard output"),
        ("--format json=a --format sarif=a", "two forms cannot go to one file, a"),
        ("--format json=./strike.yaml", "./strike.yaml is one of the scenarios"),
        ("--format yaml", "there are text, json, jsonl, junit, sarif, github and markdown"),
        ("--format json=", "the name of the file is missing"),
        ("--handbook book.html", "https://example.org/handbook.html"),
    ];
    for (arguments, why) in refused {
        let run = folder.run(&format!("check . {arguments}"));
        assert_eq!(run.code, Some(2), "{arguments}");
        has(&run.err, why);
    }
    assert_eq!(fs::read_to_string(folder.path().join("strike.yaml")).unwrap(), STRIKE);
    assert!(!folder.path().join("a").exists());
}
