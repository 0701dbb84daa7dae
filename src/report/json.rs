//! Reports as JSON, versioned: the fields are those of [`Report`] and of
//! [`crate::finding`], and `schemas/report.json` describes them.

use super::Report;
use crate::diagnostic::{Diagnostic, steers};
use crate::finding::{Missing, Turn};
use crate::source::Source;
use crate::words::Words;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Raised when a field changes its meaning or goes away; new fields leave it.
pub const VERSION: u32 = 1;

/// Everything one call of `assess` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Document {
    /// The version of this format.
    pub version: u32,
    /// The version of the program; that of the rulebook stands with each report.
    pub lexcheck: Words,
    /// One report per scenario that could be read.
    pub reports: Vec<Report>,
    /// What was wrong with the others.
    pub problems: Vec<Problem>,
    /// The facts that are missing anywhere, by name.
    pub facts: BTreeMap<Words, Asked>,
    /// The unsettled points that divide anywhere, by id.
    pub positions: BTreeMap<Words, Unsettled>,
}

/// What a fact asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Asked {
    /// The question it answers.
    pub ask: Words,
    /// What its value may be.
    pub takes: Words,
}

/// A point on which the law is unsettled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unsettled {
    /// The question that divides.
    pub question: Words,
    /// The answers given to it.
    pub readings: Vec<Held>,
    /// How the weight of authority lies.
    pub note: Option<Words>,
}

/// One answer to an unsettled point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Held {
    /// Its name.
    pub reading: Words,
    /// What it says.
    pub says: Words,
    /// Who holds it.
    pub held_by: Vec<Words>,
}

/// A problem with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The file.
    pub file: Words,
    /// Line, counted from 1; none when the whole file is meant.
    pub line: Option<u32>,
    /// Column, counted from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: Words,
    /// How to mend it.
    pub help: Option<Words>,
}

impl Problem {
    /// A diagnostic about a source.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic, source: &Source) -> Self {
        let span = diagnostic.place.map(|place| place.span);
        Self {
            file: source.name.clone().into(),
            line: span.map(|span| span.line),
            column: span.map(|span| source.column(span)),
            message: diagnostic.problem.to_string().into(),
            help: diagnostic.problem.help().map(Into::into),
        }
    }
}

impl Asked {
    fn of(missing: &Missing) -> Self {
        Self { ask: missing.ask.clone(), takes: missing.takes.clone() }
    }
}

impl Unsettled {
    fn of(turn: &Turn) -> Self {
        let readings = turn.readings.iter();
        Self {
            question: turn.question.clone(),
            readings: readings
                .map(|answer| Held {
                    reading: answer.reading.clone(),
                    says: answer.says.clone(),
                    held_by: answer.held_by.clone(),
                })
                .collect(),
            note: turn.note.clone(),
        }
    }
}

impl Document {
    /// A document of this version.
    #[must_use]
    pub fn new(reports: Vec<Report>, problems: Vec<Problem>) -> Self {
        let findings = || reports.iter().flat_map(|report: &Report| report.findings().map(|(_, finding)| finding));
        let missing = findings().flat_map(|finding| &finding.missing);
        let turns = findings().flat_map(|finding| &finding.positions);
        Self {
            version: VERSION,
            lexcheck: env!("CARGO_PKG_VERSION").to_owned().into(),
            facts: missing.map(|missing| (missing.fact.clone(), Asked::of(missing))).collect(),
            positions: turns.map(|turn| (turn.position.clone(), Unsettled::of(turn))).collect(),
            reports,
            problems,
        }
    }

    /// The document on one line.
    #[must_use]
    pub fn write(&self) -> String {
        line(self)
    }
}

/// The JSON Schema of [`Document`].
#[must_use]
pub fn schema() -> String {
    schema_of::<Document>()
}

/// A value and the end of its line.
pub(super) fn line(value: &impl Serialize) -> String {
    on_one_line(value) + "\n"
}

/// A value on one line. What could steer a terminal is written by its number, which means the same.
pub(super) fn on_one_line(value: &impl Serialize) -> String {
    // Plain structs of strings and numbers: there is nothing in them that JSON cannot say.
    let text = serde_json::to_string(value).unwrap_or_default();
    if !text.contains(steers) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) { safe.push_str(&format!("\\u{:04x}", u32::from(c))) } else { safe.push(c) }
    }
    safe
}

/// The JSON Schema of what is written.
pub(super) fn schema_of<T: JsonSchema>() -> String {
    let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
