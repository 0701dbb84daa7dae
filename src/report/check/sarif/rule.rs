//! A test as SARIF describes it: what it asks, when it is met, and what it rests on.

use super::plain;
use crate::diagnostic::printable;
use crate::handbook::md;
use crate::rulebook::{Citation, Rulebook, TestId};
use serde::Serialize;

/// GitHub takes descriptions of so many characters.
const DESCRIPTION: usize = 1024;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'r> {
    id: &'r str,
    short_description: Text,
    full_description: Text,
    help: Help,
    /// Its place in the handbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
    properties: Properties<'r>,
}

/// What a result says.
#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}

/// What a description says.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties<'r> {
    tags: Vec<&'r str>,
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

impl Message {
    pub(super) fn of(text: &str) -> Self {
        Self { text: plain(text) }
    }
}

impl Text {
    pub(super) fn of(text: impl AsRef<str>) -> Self {
        let text = printable(text.as_ref());
        let long = text.chars().count() > DESCRIPTION;
        let cut: String = if long { text.chars().take(DESCRIPTION - 1).chain(['…']).collect() } else { text };
        Self { text: cut }
    }
}

impl<'r> Rule<'r> {
    pub(super) fn of(rulebook: &'r Rulebook, id: TestId, handbook: Option<&str>) -> Self {
        let test = rulebook.test(id);
        Self {
            id: &test.id,
            short_description: Text::of(format!("{}: the outcome is not the one expected", test.title)),
            full_description: Text::of(&test.question),
            help: Help {
                text: help(rulebook, id, &printable),
                markdown: help(rulebook, id, &|text| md(&printable(text))),
            },
            help_uri: handbook.map(|handbook| format!("{handbook}#{}", test.id)),
            default_configuration: Configuration { level: "error" },
            properties: Properties::tagged(vec![&rulebook.regime_of(id).name, test.kind.name()]),
        }
    }

    pub(super) fn unreadable(id: &'r str) -> Self {
        let help = "lexcheck check draws the place and says how to mend it. Nothing of the file was assessed.";
        Self {
            id,
            short_description: Text::of("A scenario cannot be read"),
            full_description: Text::of(
                "The file is not a scenario, or names what the rules do not know: nothing of it was assessed.",
            ),
            help: Help { text: help.into(), markdown: help.into() },
            help_uri: None,
            default_configuration: Configuration { level: "error" },
            properties: Properties::tagged(vec!["scenario"]),
        }
    }
}

impl<'r> Properties<'r> {
    fn tagged(tags: Vec<&'r str>) -> Self {
        Self { tags, precision: "very-high", severity: "error" }
    }
}

fn help(rulebook: &Rulebook, id: TestId, escape: &dyn Fn(&str) -> String) -> String {
    let test = rulebook.test(id);
    let mut paragraphs = vec![escape(&test.question)];
    let elements = rulebook.conditions_of(test).iter().filter_map(|condition| condition.element.as_deref());
    let exceptions = test.unless.iter().map(|exception| exception.name.as_str());
    let list =
        |title: &str, items: Vec<String>| (!items.is_empty()).then(|| format!("{title}:\n\n- {}", items.join("\n- ")));
    paragraphs.extend(list("Elements", elements.map(escape).collect()));
    paragraphs.extend(list("Exceptions", exceptions.map(escape).collect()));
    let sources = test.authority.iter().map(|citation| escape(&source(rulebook, citation)));
    paragraphs.extend(list("Authority", sources.collect()));
    paragraphs.extend(test.pitfall.as_deref().map(|pitfall| format!("Often mistaken: {}", escape(pitfall))));
    paragraphs.push(format!("All of it: lexcheck rules show {}", escape(&test.id)));
    paragraphs.join("\n\n")
}

/// "Nicaragua (ICJ 1986) para 191: Force must be necessary. (verified)"
fn source(rulebook: &Rulebook, citation: &Citation) -> String {
    let holds = if citation.holds.is_empty() { String::new() } else { format!(": {}", citation.holds) };
    let status = rulebook.pinpoint(citation).map(|pinpoint| format!(" ({})", pinpoint.status.words()));
    format!("{}{holds}{}", rulebook.cite(citation), status.unwrap_or_default())
}
