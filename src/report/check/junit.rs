//! The results of a check as `JUnit` XML, which every CI server reads.
//!
//! It is written file by file, so that a library of any size needs the memory
//! of one batch: the totals that some put at the top are left out there and
//! stand with each suite. Nobody publishes a standard; this keeps to the schema
//! of Jenkins (`junit-10.xsd`), which has no line on a test, so that the place is the
//! first thing in the text of a failure.

use super::place::path;
use super::{Different, End, Form};
use crate::diagnostic::{Diagnostic, printable};
use crate::library::{Checked, Compared, Verdict};

/// One suite for each file, one test for each expectation.
#[derive(Default)]
pub struct JUnit;

impl Form for JUnit {
    fn begin(&mut self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lexcheck\">\n".into()
    }

    fn file(&mut self, checked: &Checked) -> String {
        let name = path(&checked.source.name);
        match &checked.scenarios {
            Ok(scenarios) => suite(&name, checked, scenarios),
            Err(problems) => unreadable(&name, checked, problems),
        }
    }

    fn end(&mut self, _: &End) -> String {
        "</testsuites>\n".into()
    }
}

/// A file without a test, because nothing is expected or nothing asked for, is left out: servers call it a mistake.
fn suite(name: &str, checked: &Checked, scenarios: &[Compared]) -> String {
    let tests: usize = scenarios.iter().map(|scenario| scenario.verdicts.len()).sum();
    if tests == 0 {
        return String::new();
    }
    let mut cases = String::new();
    let mut failures = 0;
    for scenario in scenarios {
        for verdict in &scenario.verdicts {
            cases.push_str(&format!("    <testcase {}", named(name, scenario.case.as_deref(), verdict)));
            match Different::of(&checked.source, scenario, verdict) {
                None => cases.push_str("/>\n"),
                Some(one) => {
                    failures += 1;
                    cases.push_str(&format!(
                        ">\n      <failure type=\"difference\" message=\"{}\">{}</failure>\n    </testcase>\n",
                        attribute(&one.message()),
                        text(&one.whole())
                    ));
                }
            }
        }
    }
    format!("{}{cases}  </testsuite>\n", opening(name, tests, failures, 0))
}

fn unreadable(name: &str, checked: &Checked, problems: &[Diagnostic]) -> String {
    let drawn: Vec<String> = problems.iter().map(|problem| problem.draw(&[&checked.source], false)).collect();
    let first = problems.first().map_or_else(String::new, |problem| problem.problem.to_string());
    let more = match problems.len() {
        0 | 1 => String::new(),
        more => format!(" (and {} more)", more - 1),
    };
    format!(
        "{}    <testcase classname=\"{}\" name=\"can be read\">\n      <error type=\"unreadable\" \
         message=\"{}\">{}</error>\n    </testcase>\n  </testsuite>\n",
        opening(name, 1, 0, 1),
        attribute(without_ending(name)),
        attribute(&format!("{first}{more}")),
        text(&drawn.join("\n\n"))
    )
}

fn opening(name: &str, tests: usize, failures: usize, errors: usize) -> String {
    let name = attribute(name);
    format!(
        "  <testsuite name=\"{name}\" file=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
         skipped=\"0\">\n"
    )
}

/// A class is what a scenario says of an operation; servers cut it at its last point.
fn named(file: &str, case: Option<&str>, verdict: &Verdict) -> String {
    let class = format!("{}.{}", without_ending(file), verdict.operation);
    let case = case.map_or_else(String::new, |case| format!("{case}::"));
    format!("classname=\"{}\" name=\"{}\"", attribute(&class), attribute(&format!("{case}{}", verdict.test)))
}

fn without_ending(file: &str) -> &str {
    file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml")).unwrap_or(file)
}

/// What XML can say of a text: no control character, however it is written, and no character that is none.
fn text(text: &str) -> String {
    let text = printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The same between quotation marks, where a line end would be read as a blank.
fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;").replace('\n', "&#10;")
}
