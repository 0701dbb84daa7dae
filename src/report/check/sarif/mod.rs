//! The results of a check as SARIF 2.1.0, as GitHub's code scanning takes them.
//!
//! Results are written file by file. The rules come after them: those tests that
//! a result speaks of, each with what it asks and rests on. A run without a
//! difference has no results, so that alerts of earlier ones are closed.

mod rule;

use super::fingerprint;
use super::place::{Stretch, uri};
use super::{Different, End, Form, different};
use crate::diagnostic::{Diagnostic, printable};
use crate::library::{Checked, name};
use crate::report::json::on_one_line as json;
use crate::rulebook::{Rulebook, TestId};
use crate::source::Source;
use rule::{Message, Rule, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// The rule that a file which cannot be read breaks. It stands first, and in every run: GitHub wants one at least.
const UNREADABLE: &str = "unreadable";
/// The name that stands for where the program's own rules are.
const BASE: &str = "RULES";
/// How many facts behind a difference are pointed at.
const FACTS: usize = 4;

/// Results with regions in the scenarios.
pub struct Sarif<'r> {
    rulebook: &'r Rulebook,
    /// The folder that the rules were read from.
    folder: Option<String>,
    /// The address of the handbook.
    handbook: Option<String>,
    /// The tests that a result speaks of, after [`UNREADABLE`].
    concerned: Vec<TestId>,
    begun: bool,
}

impl<'r> Sarif<'r> {
    /// Under these rules, with the folder they were read from if the program does not carry them, and the address
    /// at which somebody publishes them as a handbook.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, folder: Option<String>, handbook: Option<String>) -> Self {
        Self { rulebook, folder, handbook, concerned: Vec::new(), begun: false }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'c> {
    rule_id: &'c str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

impl Region {
    fn of(at: Stretch) -> Self {
        Self { start_line: at.line, start_column: Some(at.column), end_column: Some(at.end) }
    }

    fn line(line: u32) -> Self {
        Self { start_line: line.max(1), start_column: None, end_column: None }
    }
}

impl Location {
    fn of(file: &str, region: Region) -> Self {
        let artifact_location = Artifact { uri: uri(file), uri_base_id: None };
        Self { id: None, place: Physical { artifact_location, region }, message: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool<'r> {
    driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'r> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
struct Base {
    description: Text,
}

impl Form for Sarif<'_> {
    fn begin(&mut self) -> String {
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\
         \"columnKind\":\"utf16CodeUnits\",\"results\":["
            .into()
    }

    fn file(&mut self, checked: &Checked) -> String {
        let problems = checked.scenarios.as_ref().err().map_or(&[][..], Vec::as_slice);
        let mut differences = different(checked).peekable();
        if problems.is_empty() && differences.peek().is_none() {
            return String::new();
        }
        let lines = fingerprint::of_lines(&checked.source.text);
        let differences: Vec<Different<'_>> = differences.collect();
        let findings = differences.into_iter().map(|one| self.difference(&one, &lines));
        let findings: Vec<String> = findings.map(|finding| json(&finding)).collect();
        let unreadable = problems.iter().map(|problem| json(&unreadable(&checked.source, problem, &lines)));
        let mut text = String::new();
        for finding in findings.into_iter().chain(unreadable) {
            text.push_str(if std::mem::replace(&mut self.begun, true) { ",\n" } else { "\n" });
            text.push_str(&finding);
        }
        text
    }

    fn end(&mut self, end: &End) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let tests = self.concerned.iter().map(|test| Rule::of(self.rulebook, *test, self.handbook.as_deref()));
        let rules = std::iter::once(Rule::unreadable(UNREADABLE)).chain(tests).collect();
        let tool = Tool { driver: Driver { name: "lexcheck", version, semantic_version: version, rules } };
        let whole = [Invocation { execution_successful: end.left_out == 0 }];
        let base = self.folder.is_none().then(|| {
            let base = Base { description: Text::of(format!("The rules inside lexcheck {version}")) };
            format!("\"originalUriBaseIds\":{},", json(&BTreeMap::from([(BASE, base)])))
        });
        let base = base.unwrap_or_default();
        format!("\n],\"invocations\":{},{base}\"tool\":{}}}]}}\n", json(&whole), json(&tool))
    }
}

impl Sarif<'_> {
    fn difference<'c>(&mut self, one: &Different<'c>, lines: &[String]) -> Finding<'c> {
        let Different { source, case, verdict, wrong } = *one;
        let expected = &verdict.expected;
        let index = self.concerned.iter().position(|test| *test == expected.test).unwrap_or_else(|| {
            self.concerned.push(expected.test);
            self.concerned.len() - 1
        });
        let mut related = vec![self.rule(expected.test)];
        for fact in wrong.facts.iter().take(FACTS) {
            let Some(line) = fact.line else { continue };
            let value = fact.value.as_deref().unwrap_or("missing");
            let says = Message::of(&format!("{} = {value}", fact.fact));
            let id = Some(related.len());
            related.push(Location { id, message: Some(says), ..Location::of(&source.name, Region::line(line)) });
        }
        let mut message = Message::of(&format!("{}: {}", one.title(), one.message()));
        // GitHub shows those places that the message links to; the program's own rules it could not show.
        let links = [(related.len() > 1).then_some("[the fact](1)"), self.folder.is_some().then_some("[the rule](0)")];
        let links: Vec<&str> = links.into_iter().flatten().collect();
        if !links.is_empty() {
            message.text.push_str(&format!(" ({})", links.join(", ")));
        }
        let at = Stretch::of(source, expected.place.span);
        let mut fingerprints = fingerprints(lines, at.line);
        fingerprints.insert("expectation/v1", name(&source.name, case, &verdict.operation, &verdict.test));
        Finding {
            rule_id: &verdict.test,
            rule_index: index + 1,
            level: "error",
            message,
            locations: [Location::of(&source.name, Region::of(at))],
            related_locations: related,
            partial_fingerprints: fingerprints,
        }
    }

    /// Where a test is written.
    fn rule(&self, test: TestId) -> Location {
        let file = Rulebook::file_of(&self.rulebook.doctrine_of(test).id);
        let test = self.rulebook.test(test);
        let region = Region::line(test.place.span.line);
        let mut location = match &self.folder {
            Some(folder) => Location::of(&format!("{}/{file}", folder.trim_end_matches('/')), region),
            None => Location::of(&file, region),
        };
        if self.folder.is_none() {
            location.place.artifact_location.uri_base_id = Some(BASE);
        }
        Location { id: Some(0), message: Some(Message::of(&test.title)), ..location }
    }
}

fn unreadable<'c>(source: &Source, problem: &Diagnostic, lines: &[String]) -> Finding<'c> {
    let place = problem.place.map(|place| Stretch::of(source, place.span));
    let line = place.map_or(1, |at| at.line);
    let help = problem.problem.help().map_or_else(String::new, |help| format!("; {help}"));
    Finding {
        rule_id: UNREADABLE,
        rule_index: 0,
        level: "error",
        message: Message::of(&format!("{}{help}", problem.problem)),
        locations: [Location::of(&source.name, place.map_or(Region::line(1), Region::of))],
        related_locations: Vec::new(),
        partial_fingerprints: fingerprints(lines, line),
    }
}

fn fingerprints(lines: &[String], line: u32) -> BTreeMap<&'static str, String> {
    let own = lines.get(line.saturating_sub(1) as usize);
    own.map(|hash| ("primaryLocationLineHash", hash.clone())).into_iter().collect()
}

/// A text that says what it says: nothing in it is a placeholder or a link, and nothing steers a terminal.
fn plain(text: &str) -> String {
    printable(text).replace('{', "{{").replace('}', "}}").replace("](", "] (")
}
