//! The results of a check as JSON: one document, or a line for each result. `schemas/check.json` and
//! `schemas/check_line.json` describe them.

use super::record::{Expectation, File, Summary, Unreadable};
use super::{End, Form};
use crate::library::Checked;
use crate::report::json::{self, on_one_line, schema_of};
use schemars::JsonSchema;
use serde::Serialize;

/// Raised when a field changes its meaning or goes away; new fields leave it.
pub const VERSION: u32 = 1;

/// Everything one call of `check` found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Document<'c> {
    /// The version of this format.
    pub version: u32,
    /// The version of the program and its rulebook.
    pub lexcheck: &'static str,
    /// Every file, in the order of their names.
    pub files: Vec<File<'c>>,
    /// How it ended.
    pub summary: Summary,
}

/// One line: an expectation, a file that could not be read, or at the end how it all ended.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Line<'c> {
    /// The version of this format.
    pub version: u32,
    /// What it tells.
    #[serde(flatten)]
    pub tells: Tells<'c>,
}

/// What a line tells.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tells<'c> {
    /// An expectation and what came out.
    Expectation(Box<Expectation<'c>>),
    /// A file that could not be read.
    Unreadable(Unreadable<'c>),
    /// How it ended: always the last line, and absent where the check was cut off.
    Summary(Summary),
}

/// One document, written file by file.
#[derive(Default)]
pub struct Json {
    begun: bool,
}

impl Form for Json {
    fn begin(&mut self) -> String {
        let lexcheck = env!("CARGO_PKG_VERSION");
        format!("{{\"version\":{VERSION},\"lexcheck\":\"{lexcheck}\",\"files\":[")
    }

    fn file(&mut self, checked: &Checked) -> String {
        let comma = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "\n" };
        format!("{comma}{}", on_one_line(&File::of(checked)))
    }

    fn end(&mut self, end: &End) -> String {
        format!("\n],\"summary\":{}}}\n", on_one_line(&Summary::of(end)))
    }
}

/// A line for each result.
#[derive(Default)]
pub struct JsonLines;

impl Form for JsonLines {
    fn file(&mut self, checked: &Checked) -> String {
        let expectations = Expectation::all(checked).map(|one| Tells::Expectation(Box::new(one)));
        let unreadable = Unreadable::of(checked).map(Tells::Unreadable);
        expectations.chain(unreadable).map(line).collect()
    }

    fn end(&mut self, end: &End) -> String {
        line(Tells::Summary(Summary::of(end)))
    }
}

fn line(tells: Tells<'_>) -> String {
    json::line(&Line { version: VERSION, tells })
}

/// The JSON Schema of [`Document`].
#[must_use]
pub fn schema() -> String {
    schema_of::<Document<'static>>()
}

/// The JSON Schema of [`Line`].
#[must_use]
pub fn line_schema() -> String {
    schema_of::<Line<'static>>()
}
