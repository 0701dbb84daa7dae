//! What lints found, for people.

use crate::diagnostic::{Caption, draw, printable};
use crate::lint::{Lint, Page, Tally, pages};
use crate::report::page::Layout;
use crate::source::Source;

/// A finding with the lines of the file it is about.
#[must_use]
pub fn drawn(lint: &Lint, source: &Source, colour: bool) -> String {
    let Page { code, severity, instead, .. } = lint.page;
    let help = lint.help.as_deref().unwrap_or(instead);
    let caption = Caption { word: severity.name(), code: Some(code), says: &lint.says, help: Some(help) };
    draw(&caption, Some(lint.place), &lint.also, &[source], colour)
}

/// A finding on one line: `file:line:column: L101 advice: …`.
#[must_use]
pub fn line(lint: &Lint, source: &Source) -> String {
    let span = lint.place.span;
    let Page { code, name, severity, .. } = lint.page;
    let place = format!("{}:{}:{}", source.name, span.line, source.column(span));
    let says = lint.says.replace('\n', " ");
    printable(&format!("{place}: {code} {}: {says} ({name})", severity.name())).replace('\n', " ") + "\n"
}

/// "160 scenarios: 1 error, 12 pieces of advice in 4 files."
#[must_use]
pub fn summary(tally: &Tally, left_out: usize, hints: bool) -> String {
    let count =
        |number: usize, one: &str, several: &str| format!("{number} {}", if number == 1 { one } else { several });
    let mut text = count(tally.files, "file", "files");
    text.push_str(": ");
    if tally.errors + tally.advice == 0 {
        text.push_str("nothing found");
    } else {
        let errors = count(tally.errors, "error", "errors");
        let advice = count(tally.advice, "piece of advice", "pieces of advice");
        text.push_str(&format!("{errors} and {advice} in {}", count(tally.found_in, "file", "files")));
    }
    if tally.hints > 0 {
        text.push_str(&format!("; {}{}", count(tally.hints, "hint", "hints"), if hints { "" } else { " (--hints)" }));
    }
    if tally.unreadable > 0 {
        text.push_str(&format!("; {} could not be read", count(tally.unreadable, "file", "files")));
    }
    if left_out > 0 {
        text.push_str(&format!("; stopped: {} not looked at", count(left_out, "file", "files")));
    }
    text.push_str(".\n");
    if tally.errors + tally.advice > 0 {
        text.push_str("`lexcheck lint --explain CODE` says why and what to do instead.\n");
    }
    text
}

/// The page of a lint.
#[must_use]
pub fn explained(page: &Page, layout: Layout) -> String {
    let Page { code, name, severity, finds, why, instead } = page;
    let mut text = format!("{code} · {name} · {}\n", severity.name());
    let allow = match severity {
        _ if code.starts_with("L9") => "This one cannot be allowed.".to_owned(),
        _ => format!(
            "Where it is meant: `# lexcheck: allow {code} because …`, on the line, above it, or above the first key \
             for the whole file."
        ),
    };
    for paragraph in [format!("Finds {finds}."), (*why).to_owned(), format!("Instead: {instead}"), allow] {
        text.push_str(&format!("\n{}\n", textwrap::fill(&paragraph, layout.width.clamp(40, 100))));
    }
    text
}

/// Every lint on a line.
#[must_use]
pub fn list() -> String {
    let line = |page: &Page| format!("{}  {:<24}{:<8}{}\n", page.code, page.name, page.severity.name(), page.finds);
    pages().map(line).collect()
}
