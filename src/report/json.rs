//! Reports as JSON, versioned: the fields are those of [`Report`] and of
//! [`crate::finding`], and `schemas/report.json` describes them.

use super::Report;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use schemars::JsonSchema;
use serde::Serialize;

/// Raised when a field changes its meaning or goes away; new fields leave it.
pub const VERSION: u32 = 1;

/// Everything one call of `assess` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Document {
    /// The version of this format.
    pub version: u32,
    /// The version of the program and its rulebook.
    pub lexcheck: String,
    /// One report per scenario that could be read.
    pub reports: Vec<Report>,
    /// What was wrong with the others.
    pub problems: Vec<Problem>,
}

/// A problem with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line, counted from 1; none when the whole file is meant.
    pub line: Option<u32>,
    /// Column, counted from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Problem {
    /// A diagnostic about a source.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic, source: &Source) -> Self {
        let span = diagnostic.place.map(|place| place.span);
        Self {
            file: source.name.clone(),
            line: span.map(|span| span.line),
            column: span.map(|span| source.column(span)),
            message: diagnostic.problem.to_string(),
            help: diagnostic.problem.help(),
        }
    }
}

impl Document {
    /// A document of this version.
    #[must_use]
    pub fn new(reports: Vec<Report>, problems: Vec<Problem>) -> Self {
        Self { version: VERSION, lexcheck: env!("CARGO_PKG_VERSION").to_owned(), reports, problems }
    }

    /// The document as text, ending in a line break.
    #[must_use]
    pub fn write(&self) -> String {
        // Plain structs of strings and numbers: there is nothing in them that JSON cannot say.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The JSON Schema of [`Document`].
#[must_use]
pub fn schema() -> String {
    let schema = schemars::generate::SchemaSettings::draft07().into_generator().into_root_schema_for::<Document>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
